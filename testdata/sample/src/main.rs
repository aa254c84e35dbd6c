//! A shop that charges cards.
mod payment;
mod settings;

fn main() {
    let key = settings::required(settings::PAYMENT_KEY);
    payment::Client::new(key).charge(1_000);
}
