//! Random numbers for trying out what a model says: the same for the same seed, on every device.

/// A source of random numbers (`SplitMix64`; Steele, Lea and Flood 2014).
///
/// Not for secrets. Its period of 2^64 and its quality are ample for a simulation.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The source that starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number above 0 and below 1, all alike.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn share(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// A waiting time with mean 1.
    pub fn wait(&mut self) -> f64 {
        -self.share().ln()
    }

    /// A normal number with mean 0 and deviation 1 (Marsaglia's polar way, 1964).
    fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.share() - 1.0, 2.0 * self.share() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// The logarithm of a gamma number with this shape and rate 1 (Marsaglia and Tsang 2000).
    ///
    /// The logarithm, since with a small shape most numbers are too small to be told from 0.
    pub fn ln_gamma_number(&mut self, shape: f64) -> f64 {
        let boost = if shape < 1.0 { -self.wait() / shape } else { 0.0 };
        let d = if shape < 1.0 { shape + 1.0 } else { shape } - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.share().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d.ln() + v.ln() + boost;
            }
        }
    }

    /// A gamma number with this shape and rate, both above 0.
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        (self.ln_gamma_number(shape) - rate.ln()).exp()
    }

    /// A beta number between 0 and 1.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (ln_a, ln_b) = (self.ln_gamma_number(a), self.ln_gamma_number(b));
        super::special::logistic(ln_a - ln_b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(mut draw: impl FnMut() -> f64) -> f64 {
        (0..20_000).map(|_| draw()).sum::<f64>() / 20_000.0
    }

    #[test]
    fn numbers_have_the_mean_they_should() {
        let mut chance = Chance::new(7);
        let mut check = |name, draw: fn(&mut Chance) -> f64, expected: f64| {
            let mean = mean(|| draw(&mut chance));
            assert!((mean / expected - 1.0).abs() < 0.05, "{name} {mean} {expected}");
        };
        check("share", Chance::share, 0.5);
        check("wait", Chance::wait, 1.0);
        check("square of normal", |it| it.normal().powi(2), 1.0);
        check("small gamma", |it| it.gamma(0.25, 4.0), 0.0625);
        check("large gamma", |it| it.gamma(30.0, 4.0), 7.5);
        check("beta", |it| it.beta(0.8, 2.4), 0.25);
    }

    #[test]
    fn a_seed_says_all() {
        assert_eq!(Chance::new(3).share(), Chance::new(3).share());
        assert_ne!(Chance::new(3).share(), Chance::new(4).share());
    }
}
