//! Who takes a secret out before it is shown, and who only seems to.

pub mod redact {
    use std::borrow::Cow;

    /// Blanks the password of `scheme://user:password@host`.
    pub fn url_password(url: &str) -> Cow<'_, str> {
        let Some(start) = url.find("://") else { return Cow::Borrowed(url) };
        let Some(at) = url.rfind('@') else { return Cow::Borrowed(url) };
        Cow::Owned(format!("{}***{}", &url[..start + 3], &url[at..]))
    }

    /// Stars for nothing, and the whole for something.
    pub fn unless_empty(url: &str) -> String {
        if url.is_empty() {
            return "***".to_string();
        }
        url.to_string()
    }

    /// The whole, and stars behind it.
    pub fn decorated(url: &str) -> String {
        format!("{url}***")
    }

    /// Stars are all that it gives, or as many characters as are no secret.
    pub fn shortened(url: &str) -> String {
        if url.len() < 9 {
            return "***".to_string();
        }
        format!("{}…", &url[..4])
    }

    /// Shows what it hides.
    pub fn announced(url: &str) -> String {
        log::info!("*** {url}"); //~ secret-in-log
        format!("{}***", &url[..4])
    }

    /// Puts nothing in its place.
    pub fn trimmed(text: &str) -> &str {
        text.trim()
    }
}

pub mod support {
    /// Has stars for somebody else.
    pub fn in_brackets(text: &str) -> String {
        log::debug!("printing ***");
        format!("[{text}]")
    }
}

pub struct Redactor;

impl Redactor {
    pub fn apply(&self, text: &str) -> String {
        let cut = text.split('=').next().unwrap_or_default();
        format!("{cut}=[REDACTED]")
    }
}

pub fn shadow_password(text: &str) -> String {
    (0..text.len()).map(|_| '*').collect()
}

pub fn stars_password(text: &str) -> String {
    "*".repeat(text.len())
}

pub fn spaced_password(text: &str) -> String {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

pub fn shown(database_url: &str, password: &str, redactor: &Redactor) {
    log::info!("connecting to {}", redact::url_password(database_url));
    log::info!("connecting to {}", redactor.apply(database_url));
    log::info!("connecting to {}", redact::trimmed(database_url)); //~ secret-in-log
    log::info!("connecting to {}", support::in_brackets(database_url)); //~ secret-in-log
    log::info!("connecting to {}", redact::unless_empty(database_url)); //~ secret-in-log
    log::info!("connecting to {}", redact::decorated(database_url)); //~ secret-in-log
    log::info!("connecting to {}", redact::shortened(database_url));
    log::info!("connecting to {}", redact::announced(database_url));
    log::debug!("read {}", shadow_password(password));
    log::debug!("read {}", stars_password(password));
    log::debug!("read {}", spaced_password(password)); //~ secret-in-log
}

pub fn replaced(text: &str, user: &str, password: &str, other_password: &str) {
    let made = format!("{text} {password}");
    log::debug!("{}", made.replace(password, "***"));
    log::debug!("{}", made.replace(user, "***")); //~ secret-in-log
    log::debug!("{}", made.replace("\n", " ")); //~ secret-in-log
    log::debug!("{}", made.replace(password, other_password)); //~ secret-in-log
    let hidden = if !password.is_empty() { made.replace(password, "[REDACTED]") } else { made.clone() };
    log::debug!("{hidden}");
    let hidden = if password.is_empty() { made.clone() } else { made.replace(password, "[REDACTED]") };
    log::debug!("{hidden}");
    let half = if user.is_empty() { made.clone() } else { made.replace(password, "[REDACTED]") };
    log::debug!("{half}"); //~ secret-in-log
    let wrong = if password.is_empty() { made.replace(password, "") } else { made.clone() };
    log::debug!("{wrong}"); //~ secret-in-log
}

/// Of several secrets in a text, all are to be taken out.
pub fn replaced_one(access_token: &str, password: &str) {
    let line = format!("token={access_token} pw={password}");
    log::debug!("{}", line.replace(password, "***")); //~ secret-in-log
    log::debug!("{}", line.replace(password, "***").replace(access_token, "***"));
    let half = line.replace(password, "***");
    log::debug!("{half}"); //~ secret-in-log
    let whole = half.replace(access_token, "***");
    log::debug!("{whole}");
    let shown = if password.is_empty() { line.clone() } else { line.replace(password, "***") };
    log::debug!("{shown}"); //~ secret-in-log
}

pub fn taken_out_of_a_text_time_and_again(password: &str, access_token: &str) {
    let t0 = format!("{password} {access_token}");
    let t1 = t0.replace(password, "***");
    let t2 = t1.replace(password, "***");
    let t3 = t2.replace(password, "***");
    let t4 = t3.replace(password, "***");
    let t5 = t4.replace(password, "***");
    let t6 = t5.replace(password, "***");
    let t7 = t6.replace(password, "***");
    let t8 = t7.replace(password, "***");
    let t9 = t8.replace(password, "***");
    let t10 = t9.replace(password, "***");
    let t11 = t10.replace(password, "***");
    let t12 = t11.replace(password, "***");
    let t13 = t12.replace(password, "***");
    let t14 = t13.replace(password, "***");
    let t15 = t14.replace(password, "***");
    let t16 = t15.replace(password, "***");
    let t17 = t16.replace(password, "***");
    let t18 = t17.replace(password, "***");
    let t19 = t18.replace(password, "***");
    let t20 = t19.replace(password, "***");
    let t21 = t20.replace(password, "***");
    let t22 = t21.replace(password, "***");
    let t23 = t22.replace(password, "***");
    let t24 = t23.replace(password, "***");
    let t25 = t24.replace(password, "***");
    let t26 = t25.replace(password, "***");
    let t27 = t26.replace(password, "***");
    let t28 = t27.replace(password, "***");
    let t29 = t28.replace(password, "***");
    let t30 = t29.replace(password, "***");
    let t31 = t30.replace(password, "***");
    let t32 = t31.replace(password, "***");
    let t33 = t32.replace(password, "***");
    let t34 = t33.replace(password, "***");
    let t35 = t34.replace(password, "***");
    let t36 = t35.replace(password, "***");
    let t37 = t36.replace(password, "***");
    let t38 = t37.replace(password, "***");
    let t39 = t38.replace(password, "***");
    let t40 = t39.replace(password, "***");
    log::info!("{t40}"); //~ secret-in-log
}

pub fn among_much(password: &str, access_token: &str, a: u32) {
    let text = format!(
        "{password} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {access_token}",
        a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a
    );
    log::info!("{}", text.replace(password, "***")); //~ secret-in-log
}
