//! What becomes of rows that were read: people, states of a sale, totals.
