// Copies of which a secret is overwritten, in every case or only in some.

use log::info;

#[derive(Clone, Debug)] //~ secret-in-debug
struct Account {
    user: String,
    password: Option<String>,
    nick: Option<String>,
}

fn when_asked_to(mut account: Account, anonymized: bool) {
    if anonymized {
        account.password = Some("***".to_owned());
    }
    info!("{account:?}"); //~ secret-in-log
}

fn in_the_arm(mut account: Account, anonymized: bool) {
    if anonymized {
        account.password = Some("***".to_owned());
        info!("{account:?}");
    } else {
        info!("{account:?}"); //~ secret-in-log
    }
}

// Good: where there is one, it is overwritten.
fn where_there_is_one(mut account: Account) {
    if account.password.is_some() {
        account.password = Some("***".to_owned());
    }
    info!("{account:?}");
}

// Good: both arms overwrite it.
fn one_way_or_the_other(mut account: Account, short: bool) {
    if short {
        account.password = None;
    } else {
        account.password = Some("***".to_owned());
    }
    info!("{account:?}");
}

// Good: shown only to who asks for it.
fn unless_asked_for(mut account: Account, show: bool) {
    if !show {
        account.password = Some("***".to_owned());
    }
    info!("{account:?}");
}

fn of_another(mut account: Account) {
    if account.nick.is_some() {
        account.password = None;
    }
    info!("{account:?}"); //~ secret-in-log
}

fn given_again(mut account: Account, real: &Account, whole: bool) {
    account.password = None;
    if whole {
        account.password = real.password.clone();
    }
    info!("{account:?}"); //~ secret-in-log
}

// Good: overwritten first, then chosen by.
fn before(mut account: Account, loud: bool) {
    account.password = None;
    if loud {
        account.nick = None;
    }
    info!("{account:?}");
}
