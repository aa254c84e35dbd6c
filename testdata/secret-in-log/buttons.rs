//! Tokens by which a program knows what it showed, and those that are handed
//! on in the same way and open something.

use std::collections::HashMap;

pub struct Shown {
    pub rows: HashMap<String, Vec<String>>,
}

impl Shown {
    pub fn keep(&mut self, labels: &[String]) -> String {
        let number = format!("k{}", self.rows.len());
        self.rows.insert(number.clone(), labels.to_vec());
        number
    }
}

pub fn offer(shown: &mut Shown, labels: &[String]) {
    let token = shown.keep(labels);
    place(&token, labels.len());
    withdraw(shown, &token);
}

fn place(token: &str, many: usize) {
    log::info!("{many} rows of {token} are shown");
}

fn withdraw(shown: &mut Shown, token: &str) {
    shown.rows.remove(token);
    log::info!("{token} is gone");
}

pub struct Kept {
    pub opened: String,
}

impl Kept {
    pub fn taken(&self) -> String {
        self.opened.clone()
    }
}

pub fn ask(kept: &Kept, asker: &reqwest::blocking::Client) {
    let token = kept.taken();
    announce(&token);
    fetch(asker, &token);
}

fn announce(token: &str) {
    log::info!("asks with {token}"); //~ secret-in-log
}

fn fetch(asker: &reqwest::blocking::Client, token: &str) {
    let _ = asker.get("https://example.org").bearer_auth(token).send();
}

/// Nobody here calls it.
pub fn heard(token: &str) {
    log::info!("heard {token}"); //~ secret-in-log
}

/// What a keyboard hands back when somebody presses a key.
pub fn pressed(cb_token: &str, bot_token: &str) {
    log::info!("{cb_token} was pressed");
    log::info!("{bot_token} answers"); //~ secret-in-log
}

/// Among so much the rest says nothing of one of them.
pub fn lay_out(shown: &mut Shown, labels: &[String], numbers: [u32; 44]) {
    let token = shown.keep(labels);
    let [
        n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10,
        n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
        n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32,
        n33, n34, n35, n36, n37, n38, n39, n40, n41, n42, n43,
    ] = numbers;
    let width = [
        n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10,
        n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
        n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32,
        n33, n34, n35, n36, n37, n38, n39, n40, n41, n42, n43,
    ].iter().sum::<u32>();
    let base_url = format!("https://example.org/{width}");
    log::info!("{token} is laid out, {}", base_url.len());
}

/// What it is handed says what it is about.
pub fn sign_on(shown: &mut Shown, labels: &[String], numbers: [u32; 44], password: &str) {
    let token = shown.keep(labels);
    let [
        n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10,
        n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
        n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32,
        n33, n34, n35, n36, n37, n38, n39, n40, n41, n42, n43,
    ] = numbers;
    let width = [
        n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10,
        n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21,
        n22, n23, n24, n25, n26, n27, n28, n29, n30, n31, n32,
        n33, n34, n35, n36, n37, n38, n39, n40, n41, n42, n43,
    ].iter().sum::<u32>();
    log::info!("{token} is laid out, {width}, {}", password.len()); //~ secret-in-log
}

pub struct Bubble {
    pub rows: u32,
}

/// A host of rows is none that is asked.
pub fn merge(shown: &mut Shown, labels: &[String], merge_host: &Bubble) {
    let token = shown.keep(labels);
    log::info!("{token} goes into {} rows", merge_host.rows);
}

/// One that is called by its address may be.
pub fn join(shown: &mut Shown, labels: &[String], merge_host: &str) {
    let token = shown.keep(labels);
    log::info!("{token} goes to {}", merge_host.len()); //~ secret-in-log
}
