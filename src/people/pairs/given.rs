//! First names with what people are called by them: Katalin and Kati, Александр and Саша.
//!
//! Two names of this list that share no line are two names, however alike they are written: Мария is
//! no slip of Марина, nor Hasan one of Hossein. What is not in the list is judged by its letters.

use std::collections::HashMap;

use crate::people::find::fold;

/// One name a line, in its spellings and short forms. A short form of two names is in both lines.
const NAMES: &str = "
anna anne ann annie anni panni annus annuska panna анна аня анюта нюра ганна ганя hanna
maria mari marika marcsi mariska mara мария маша маруся маня марія марийка марічка masha mariia mariya mary marie molly
katalin kata kati katica katus kitti
erzsebet erzsi bozsi zsoka erzsike bori
zsuzsanna zsuzsa zsuzsi zsuzska
zsofia zsofi
ilona ica ili ilus ilka ilcsi илона ілона
julianna juli julika julis julcsi julia
eva evi evike evica eve ева єва
agnes agi agica
eszter eszti
gabriella gabi gabriela
judit jutka
monika moni моника моніка
krisztina kriszti kriszta
viktoria viki victoria vicky vicki tori виктория вика вікторія віка vika viktoriia
dorottya dorka
dora dori
margit manci gitta
marta marti martha марта
magdolna magdi magda
ildiko ildi
edit edina
emese
reka
timea timi
beata bea
andrea andi
nora nori нора
lili
petra
laura лаура
klara klari клара
terez terezia teri
orsolya orsi
veronika vera veronica вероника
piroska piri
rozalia rozi
sara сара سارا سارة
boglarka bogi
szilvia szilvi
aniko
eniko
henrietta heni
reni renata
nikolett niki
fanni
hajnalka
gyongyi
istvan pista isti pisti
jozsef joska jozsi
janos jani jancsi
laszlo laci
sandor sanyi
ferenc feri
gabor gabi
mihaly misi miska
zoltan zoli
tamas tomi
peter peti pete петр петя петро петрик petro petr pyotr
andras andris bandi
attila ati
gyula gyuszi
imre imi
balazs
bence bendeguz
mate
david dave davey davy давид
daniel dani dan danny даниил данила данило данилко daniil danylo
adam
matyas matyi
marton marci
tibor tibi
bela beluska
karoly karcsi
lajos lali
miklos miki
gergely gergo geri
csaba csabi
norbert norbi
robert robi bob rob bobby роберт
richard ricsi rick dick rich ричард
krisztian krisz
viktor vitya виктор витя віктор вітя victor vic
bertalan berci
gyorgy gyuri
antal tony anthony toni antony
arpad
levente
mark марк
marcell
milan
oliver ollie
kristof
dominik
erik eric erick
akos
zsolt
roland
szabolcs
vilmos vili
gellert
aleksandr alexander aleksander oleksandr александр олександр саша сашко саня шура сашенька sasha sashko alex aleks алекс sanya sandy
aleksandra alexandra oleksandra александра олександра саша сашка шура sasha alex sandra alexa
aleksei alexey aleksey oleksii oleksiy алексей олексій леша лёша льоша алеша alyosha lyosha alexei aleksej
anastasia anastasiya анастасия анастасія настя nastya nastia stasya
boris борис боря borys
valentina валентина валя valya valentyna
valentin валентин валя valya
valeria валерия валерія лера valeriya lera
valery валерий валерій валера valerii valera
vasily василий вася василь vasyl vasilii vasya
vladimir володимир владимир вова володя volodymyr vova volodya
vladislav влад владислав vladyslav vlad
galina галина галя halyna galya
dmitry дмитрий дима митя дмитро діма dmytro dmitri dmitrii dmitriy dima mitya
denis денис denys
ekaterina екатерина катя катерина катюша kateryna katerina katya kate yekaterina
elena елена лена олена оленка olena lena alyona алена yelena helena
alina алина аліна
arina арина аріна
irina ирина ира ірина іра iryna ira
inna инна інна
nina нина ніна
polina полина поліна
elizaveta елизавета лиза єлизавета ліза yelizaveta liza
evgeny евгений женя євген євгеній yevhen evgenii evgeniy zhenya yevgeny evhen
evgenia евгения женя євгенія zhenya yevheniia evgeniya
ivan иван ваня іван івась vanya
yana яна jana
ilya илья ілля illia ilia
igor игорь ігор ihor
oleg олег oleh
kirill кирилл кирило kyrylo kiril
konstantin константин костя костянтин kostya kostiantyn
ksenia ксения ксюша ксенія ksyusha kseniia kseniya oksana оксана ксеня
roksana роксана roxana roxanna
larisa лариса лара larysa
lyudmila людмила люда мила люся lyudmyla ludmila lyuda
lyubov любовь люба любов lyuba liubov
marina марина maryna
margarita маргарита рита rita
mikhail михаил миша михайло михась mykhailo misha mikhailo mykhaylo
maksim максим макс maksym max maxim
nadezhda надежда надя надія nadiia nadya nadia
natalia наталья наташа наталия наталія наталка nataliia natasha natalya natalie nataliya
nikita никита микита mykyta
nikolai николай коля микола mykola kolya nikolay
olga ольга оля olha olya olia
pavel павел паша павло pavlo pasha
pavla павла
roman роман рома roma
ruslan руслан
ruslana руслана
sergei сергей сережа серега сергій serhii sergey sergii seryozha serhiy serge
svetlana светлана света світлана світланка svitlana sveta
sofia софия софья соня софія sofiia sophia sophie sofiya sonya
stanislav станислав стас stas
stepan степан stepa
tatiana татьяна таня тетяна tetiana tanya tatyana tetyana
tamara тамара тома
timofei тимофей тима timofey тимофій
yulia юлия юля юлія yuliia julia yuliya yulya iuliia
yuri юрий юра юрій yurii yura yuriy iurii
yaroslav ярослав yarik
yaroslava ярослава
andrei андрей андрюша андрій андрійко andrii andrey andriy andrej
anton антон антоша антін
antonina антонина тоня антоніна tonya
artem артем тема artyom
artur артур arthur art
bohdan богдан bogdan
bohdana богдана bogdana
vadim вадим vadym
vera вера віра vira
vitaly виталий виталик віталій vitalii vitalik vitaliy
viacheslav вячеслав слава в'ячеслав vyacheslav slava
georgy георгий гоша жора георгій heorhii
grigory григорий гриша григорій hryhorii hryts
dania даня
darya дарья даша дарія дарина daryna dasha daria dariia
diana диана діана
egor егор єгор yegor
zoya зоя
zinaida зинаида зина зінаїда
leonid леонид леня леонід
lev лев лева
lidia лидия лида лідія lidiia
karina карина каріна
kamila камила
lilia лилия лиля лілія liliia
nazar назар
oksana оксана
orest орест
ostap остап
taras тарас
solomia соломія соломия
khrystyna христина кристина крістіна kristina christina christine chris tina
zlata злата
iryna ирина
marko марко
marian мар'ян марян
mariana мар'яна мар'янка марьяна maryana
lesia леся lesya
rostyslav ростислав rostislav
sviatoslav святослав svyatoslav
fedir федор федір fedor fyodor
semen семен семён
anatoly анатолий толя анатолій anatolii tolya
arkady аркадий аркадій
eduard эдуард едуард эдик
filipp филипп пилип philip phil phillip
gennady геннадий гена геннадій
william will bill billy willy liam
robin
elizabeth liz lizzie beth betty eliza elisabeth libby
margaret maggie meg peggy
katherine catherine kathryn kate kathy katie cathy kathleen cat
michael mike mick mickey
james jim jimmy jamie
john jack johnny jon
jonathan jon jonny
jonas
thomas tom tommy
edward ed ted eddie teddy ned
edmund
charles charlie chuck
charlotte lottie charlie
christopher chris kit
andrew andy drew
joseph joe joey
josephine josie jo
joan
joanne joanna jo
matthew matt matty
mathias
nicholas nick nicky nicolas
nicole nicky nikki
patricia pat patty trish tricia
patrick pat paddy
samuel sam sammy
samantha sam sammy
steven stephen steve stevie
stephanie steph
susan sue suzy susie
suzanne
timothy tim timmy
jennifer jen jenny
jessica jess jessie
rebecca becky becca
benjamin ben benny
gregory greg
kenneth ken kenny
lawrence larry laurence
ronald ron ronnie
donald don
jacqueline jackie
deborah debbie deb debra
barbara barb babs
frederick fred freddy freddie
abigail abby
theodore theo ted
alan allan allen al
albert al bert
alison ali allison
alice
amy
amanda mandy
angela angie
anita
brian bryan
catriona
claire clare
carol caroline carrie
colin
craig
diane diana di
dorothy dot dolly
emily em
emma em
eleanor ellie nell
ellen
fiona
frances fran
francis frank
george
grace
gemma
harold harry hal
henry harry hank
hannah hanna
heather
helen
hugh
ian
isabel isabella izzy bella
jacob jake
jason
jane janie
janet jan
jean
jeffrey jeff geoffrey geoff
karen
keith
kevin kev
kelly
laura laurie
lauren
leonard len leo
linda lindy
louis lou
louise lou
lucas luke
lucy
madeleine maddie
martin marty
marvin
neil
oscar
paul pauli
pamela pam
paula
philippa pippa
rachel rach
raymond ray
ruth
roger
rose rosie
sally
sean shaun
simon si
stuart
tara
teresa terry tess theresa
terence terry
tracy
vincent vince
walter walt
zoe
erin
emilie
mohammad محمد mohamad muhammad mohammed mohamed мохаммад
ali علی али
hossein حسین hosein hussein hussain husayn хоссейн
hasan حسن hassan хасан
mohsen محسن
reza رضا
alireza علیرضا
mohammadreza محمدرضا
amir امیر
amirhossein امیرحسین
amirali امیرعلی
mohammadali محمدعلی
hamidreza حمیدرضا
gholamreza غلامرضا
amin امین
zahra زهرا захра
zohreh زهره zohre
fatemeh فاطمه fateme fatima fatemah
maryam مریم mariam
mahdi مهدی mehdi
hadi هادی
saeed سعید said saeid
saeedeh سعیده
hamid حمید
hamed حامد
ahmad احمد ahmed
mahmoud محمود mahmood
masoud مسعود masood
majid مجید
vahid وحید
vahideh وحیده
farid فرید
farideh فریده
naser ناصر nasser
yaser یاسر
abbas عباس
akbar اکبر
asghar اصغر
ebrahim ابراهیم ibrahim
esmaeil اسماعیل ismail
javad جواد
karim کریم
rahim رحیم
kazem کاظم
davood داوود davoud داود
nasrin نسرین
nastaran نسترن
nahid ناهید
nadia نادیا
narges نرگس
leila لیلا layla leyla
elham الهام
elaheh الهه
mina مینا
mona مونا
samira سمیرا
sanaz ساناز
shirin شیرین
simin سیمین
parisa پریسا
parvin پروین
parviz پرویز
pouya پویا
navid نوید
nima نیما
sina سینا
saman سامان
sasan ساسان
shahram شهرام
shahrokh شاهرخ
bahram بهرام
bahman بهمن
behnam بهنام
behzad بهزاد
babak بابک
kamran کامران
kambiz کامبیز
kaveh کاوه
omid امید
arash آرش
arman آرمان
armin آرمین
azadeh آزاده
akram اکرم
aram آرام
fereshteh فرشته
farhad فرهاد
farzad فرزاد
farshad فرشاد
farzaneh فرزانه
mojtaba مجتبی
mostafa مصطفی mustafa
morteza مرتضی
musa موسی mousa
isa عیسی
hoda هدی
neda ندا
niloufar نیلوفر niloofar
roya رویا
sepideh سپیده
setareh ستاره
somayeh سمیه
tahereh طاهره
taher طاهر
taraneh ترانه
yasaman یاسمن
yousef یوسف yusuf yousuf
zeinab زینب zeynab zainab
rahele راحله
razieh راضیه
marzieh مرضیه
masoumeh معصومه
mansour منصور
mansoureh منصوره
soheil سهیل
soheila سهیلا
";

/// A line of the list.
pub(super) type Line = u16;

/// The list, by spelling.
#[derive(Debug)]
pub(super) struct Given {
    lines: HashMap<String, Vec<Line>>,
}

impl Given {
    /// Reads the list.
    pub(super) fn new() -> Self {
        let mut lines: HashMap<String, Vec<Line>> = HashMap::new();
        for (line, names) in (0..).zip(NAMES.lines()) {
            for name in names.split_whitespace() {
                let spelling = fold(name).replace('\'', "");
                let known = lines.entry(spelling).or_default();
                if known.last() != Some(&line) {
                    known.push(line);
                }
            }
        }
        Self { lines }
    }

    /// The lines of a folded name; none for one that is not known.
    pub(super) fn lines(&self, name: &str) -> &[Line] {
        self.lines.get(name).map_or(&[], Vec::as_slice)
    }

    /// The lines of the name that a compound begins with: of Anna in Annamária.
    pub(super) fn lines_of_first(&self, name: &str) -> &[Line] {
        let cuts = name.char_indices().map(|(at, _)| at).skip(3);
        let is_compound = |at: &usize| {
            let (first, second) = name.split_at(*at);
            second.len() > 3 && self.lines.contains_key(first) && self.lines.contains_key(second)
        };
        cuts.into_iter().find(is_compound).map_or(&[], |at| self.lines(&name[..at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_the_lines_of_those_it_is_short_for() {
        let given = Given::new();
        let share = |one: &str, other: &str| {
            let (one, other) = (given.lines(&fold(one)), given.lines(&fold(other)));
            assert!(!one.is_empty() && !other.is_empty());
            one.iter().any(|line| other.contains(line))
        };
        assert!(share("Katalin", "Kati"));
        assert!(share("Александр", "Саша"));
        assert!(share("Александра", "Саша"));
        assert!(share("Oleksandr", "Саша"));
        assert!(!share("Александр", "Александра"));
        assert!(!share("Алина", "Елена"));
        assert!(!share("Hasan", "Hossein"));
        assert!(given.lines("xyz").is_empty());
    }

    #[test]
    fn a_compound_begins_with_its_first_name() {
        let given = Given::new();
        let check = |name: &str, first: &str| {
            assert_eq!(given.lines_of_first(&fold(name)), given.lines(&fold(first)), "{name}");
        };
        check("Annamária", "Anna");
        check("Kovács", "");
        check("Annabella", "Anna");
    }
}
