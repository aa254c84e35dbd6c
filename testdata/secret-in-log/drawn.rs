//! Codes that are drawn to be typed in once, and those of other kinds.

use rand::Rng;

pub fn mailed(mailer: &Mailer, address: &str) {
    let code = format!("{:06}", rand::thread_rng().gen_range(0..1_000_000));
    mailer.send(address, &code);
    log::info!("code for {address}: {code}"); //~ secret-in-log
}

pub fn texted(phone: &str) -> String {
    let number: u32 = rand::random::<u32>() % 1_000_000;
    let login_code = format!("{number:06}");
    log::debug!("{phone} is sent {login_code}"); //~ secret-in-log
    login_code
}

pub fn typed() -> String {
    let pin = rand::thread_rng().gen_range(1000..10_000).to_string();
    println!("pin {pin}"); //~ secret-in-log
    pin
}

pub fn failed(response: &Response, line: u32) {
    let code = format!("{:03}", response.status());
    let error_code = format!("E{line:04}");
    let exit_code = response.status().to_string();
    let seat = format!("{:02}", rand::thread_rng().gen_range(0..40));
    log::warn!("{code} {error_code} {exit_code} {seat}");
}
