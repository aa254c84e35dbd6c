//! The code by which a bank approved of a payment, and one by which somebody
//! signs in.

#[derive(Debug)]
pub struct Payment {
    pub amount: u64,
    pub currency: String,
    pub auth_code: String,
}

#[derive(Debug)]
pub struct Charge {
    pub amount: u64,
    pub authorization_code: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Granted {
    pub user: String,
    pub auth_code: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Linked {
    pub amount: u64,
    pub redirect_uri: String,
    pub auth_code: String,
}

pub fn told(payment: &Payment, charge: &Charge, granted: &Granted, linked: &Linked) {
    log::info!("{payment:?} {charge:?}");
    log::info!("{} {}", payment.auth_code, charge.authorization_code);
    log::info!("{}", granted.auth_code); //~ secret-in-log
    log::info!("{}", linked.auth_code); //~ secret-in-log
}
