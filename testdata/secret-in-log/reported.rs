//! How many there are of what would be secrets, and the secrets themselves.

pub fn told(report: Report) {
    println!("users: {}", report.users);
    println!("sessions: {}", report.sessions);
    println!("recovery codes: {}", report.recovery_codes);
    println!("passwords: {}", report.user_passwords);
    println!("config: {}", report.mail_config);
}

pub fn shown(account: Account) {
    println!("{}", account.name);
    println!("{:?}", account.sessions);
    println!("{:?}", account.recovery_codes); //~ secret-in-log
    println!("{}", account.user_password); //~ secret-in-log
}

pub fn debugged(report: Other) {
    println!("{} {}", report.users, report.sessions);
    println!("{:?}", report.recovery_codes); //~ secret-in-log
}
