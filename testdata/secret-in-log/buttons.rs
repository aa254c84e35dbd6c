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

/// A body with many variables, of which one beside the token says where.
pub fn asked_among(numbers: &[u32], kept: &Drawer) -> u32 {
    let part0 = numbers.get(0).copied().unwrap_or(0);
    let part1 = numbers.get(1).copied().unwrap_or(1);
    let part2 = numbers.get(2).copied().unwrap_or(2);
    let part3 = numbers.get(3).copied().unwrap_or(3);
    let part4 = numbers.get(4).copied().unwrap_or(4);
    let part5 = numbers.get(5).copied().unwrap_or(5);
    let part6 = numbers.get(6).copied().unwrap_or(6);
    let part7 = numbers.get(7).copied().unwrap_or(7);
    let part8 = numbers.get(8).copied().unwrap_or(8);
    let part9 = numbers.get(9).copied().unwrap_or(9);
    let part10 = numbers.get(10).copied().unwrap_or(10);
    let part11 = numbers.get(11).copied().unwrap_or(11);
    let part12 = numbers.get(12).copied().unwrap_or(12);
    let part13 = numbers.get(13).copied().unwrap_or(13);
    let part14 = numbers.get(14).copied().unwrap_or(14);
    let part15 = numbers.get(15).copied().unwrap_or(15);
    let part16 = numbers.get(16).copied().unwrap_or(16);
    let part17 = numbers.get(17).copied().unwrap_or(17);
    let part18 = numbers.get(18).copied().unwrap_or(18);
    let part19 = numbers.get(19).copied().unwrap_or(19);
    let part20 = numbers.get(20).copied().unwrap_or(20);
    let part21 = numbers.get(21).copied().unwrap_or(21);
    let part22 = numbers.get(22).copied().unwrap_or(22);
    let part23 = numbers.get(23).copied().unwrap_or(23);
    let base_url = kept.place();
    let token = kept.named();
    log::info!("{base_url} {token}"); //~ secret-in-log
    let part24 = numbers.get(24).copied().unwrap_or(24);
    let part25 = numbers.get(25).copied().unwrap_or(25);
    let part26 = numbers.get(26).copied().unwrap_or(26);
    let part27 = numbers.get(27).copied().unwrap_or(27);
    let part28 = numbers.get(28).copied().unwrap_or(28);
    let part29 = numbers.get(29).copied().unwrap_or(29);
    let part30 = numbers.get(30).copied().unwrap_or(30);
    let part31 = numbers.get(31).copied().unwrap_or(31);
    let part32 = numbers.get(32).copied().unwrap_or(32);
    let part33 = numbers.get(33).copied().unwrap_or(33);
    let part34 = numbers.get(34).copied().unwrap_or(34);
    let part35 = numbers.get(35).copied().unwrap_or(35);
    let part36 = numbers.get(36).copied().unwrap_or(36);
    let part37 = numbers.get(37).copied().unwrap_or(37);
    let part38 = numbers.get(38).copied().unwrap_or(38);
    let part39 = numbers.get(39).copied().unwrap_or(39);
    let part40 = numbers.get(40).copied().unwrap_or(40);
    let part41 = numbers.get(41).copied().unwrap_or(41);
    part0 + part1 + part2 + part3 + part4 + part5 + part6 + part7 + part8 + part9 + part10 + part11 + part12 + part13 + part14 + part15 + part16 + part17 + part18 + part19 + part20 + part21 + part22 + part23 + part24 + part25 + part26 + part27 + part28 + part29 + part30 + part31 + part32 + part33 + part34 + part35 + part36 + part37 + part38 + part39 + part40 + part41
}

/// The same far from it: a button's.
pub fn shown_among(numbers: &[u32], kept: &Drawer) -> u32 {
    let base_url = kept.place();
    log::info!("{base_url}");
    let part0 = numbers.get(0).copied().unwrap_or(0);
    let part1 = numbers.get(1).copied().unwrap_or(1);
    let part2 = numbers.get(2).copied().unwrap_or(2);
    let part3 = numbers.get(3).copied().unwrap_or(3);
    let part4 = numbers.get(4).copied().unwrap_or(4);
    let part5 = numbers.get(5).copied().unwrap_or(5);
    let part6 = numbers.get(6).copied().unwrap_or(6);
    let part7 = numbers.get(7).copied().unwrap_or(7);
    let part8 = numbers.get(8).copied().unwrap_or(8);
    let part9 = numbers.get(9).copied().unwrap_or(9);
    let part10 = numbers.get(10).copied().unwrap_or(10);
    let part11 = numbers.get(11).copied().unwrap_or(11);
    let part12 = numbers.get(12).copied().unwrap_or(12);
    let part13 = numbers.get(13).copied().unwrap_or(13);
    let part14 = numbers.get(14).copied().unwrap_or(14);
    let part15 = numbers.get(15).copied().unwrap_or(15);
    let part16 = numbers.get(16).copied().unwrap_or(16);
    let part17 = numbers.get(17).copied().unwrap_or(17);
    let part18 = numbers.get(18).copied().unwrap_or(18);
    let part19 = numbers.get(19).copied().unwrap_or(19);
    let part20 = numbers.get(20).copied().unwrap_or(20);
    let part21 = numbers.get(21).copied().unwrap_or(21);
    let part22 = numbers.get(22).copied().unwrap_or(22);
    let part23 = numbers.get(23).copied().unwrap_or(23);
    let part24 = numbers.get(24).copied().unwrap_or(24);
    let part25 = numbers.get(25).copied().unwrap_or(25);
    let part26 = numbers.get(26).copied().unwrap_or(26);
    let part27 = numbers.get(27).copied().unwrap_or(27);
    let part28 = numbers.get(28).copied().unwrap_or(28);
    let part29 = numbers.get(29).copied().unwrap_or(29);
    let part30 = numbers.get(30).copied().unwrap_or(30);
    let part31 = numbers.get(31).copied().unwrap_or(31);
    let part32 = numbers.get(32).copied().unwrap_or(32);
    let part33 = numbers.get(33).copied().unwrap_or(33);
    let part34 = numbers.get(34).copied().unwrap_or(34);
    let part35 = numbers.get(35).copied().unwrap_or(35);
    let part36 = numbers.get(36).copied().unwrap_or(36);
    let part37 = numbers.get(37).copied().unwrap_or(37);
    let part38 = numbers.get(38).copied().unwrap_or(38);
    let part39 = numbers.get(39).copied().unwrap_or(39);
    let part40 = numbers.get(40).copied().unwrap_or(40);
    let part41 = numbers.get(41).copied().unwrap_or(41);
    let token = kept.named();
    log::info!("{token}");
    part0 + part1 + part2 + part3 + part4 + part5 + part6 + part7 + part8 + part9 + part10 + part11 + part12 + part13 + part14 + part15 + part16 + part17 + part18 + part19 + part20 + part21 + part22 + part23 + part24 + part25 + part26 + part27 + part28 + part29 + part30 + part31 + part32 + part33 + part34 + part35 + part36 + part37 + part38 + part39 + part40 + part41
}

pub struct Drawer {
    row: String,
}

impl Drawer {
    fn named(&self) -> String {
        self.row.clone()
    }

    fn place(&self) -> String {
        self.row.clone()
    }
}
