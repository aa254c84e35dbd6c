//! Small files on which the guard would work for hours if it looked at what it
//! has seen once more for each thing that it sees. They are so large that none
//! would end that way, and in each a leak is found by its name.

mod common;

use common::{folder, run};

/// Checks a file; its findings that name a secret, by their rules.
fn found(name: &str, text: &str) -> Vec<String> {
    let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let dir = folder(&[("Cargo.toml", &manifest), ("src/lib.rs", text)]);
    let (code, out, err) = run(dir.path(), &["check", "--no-cache", "--format", "json"]);
    assert!(code < 2, "{name}: {err}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let findings = report["findings"].as_array().expect("a list of findings");
    assert!(!out.contains("``"), "{name}: what has no name is told of");
    findings.iter().filter_map(|finding| finding["rule"].as_str()).map(str::to_owned).collect()
}

fn holds(name: &str, rule: &str, text: &str) {
    let rules = found(name, text);
    assert!(rules.iter().any(|found| found == rule), "{name}: {rules:?}");
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn addresses_in_one_text() {
    let text = "https://{user}:{password}@{host} ".repeat(6000);
    let text = format!("fn f(user: &str, password: &str, host: &str) {{ log::info!(\"{text}\"); }}");
    holds("addresses", "secret-in-log", &text);
}

#[test]
fn fields_that_may_be_half_of_a_pair() {
    let fields = "d.field(\"api_key\", &self.api_key);\n".repeat(6000);
    let text = format!(
        "struct S {{ api_key: String }}\nimpl std::fmt::Debug for S {{\n\
         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
         let mut d = f.debug_struct(\"S\");\n{fields}d.finish() }} }}"
    );
    holds("halves", "secret-in-debug", &text);
}

#[test]
fn what_is_encoded_again_and_again() {
    let chain = lines(6000, |n| format!("let a{} = enc::encode(format!(\"{{a{n}}}\"));\n", n + 1));
    let puts = lines(6000, |n| format!("s.push_str(api_key); let e{n} = enc::encode(&s);\n"));
    let text = format!(
        "fn f(api_key: &str) -> String {{ let a0 = enc::encode(serde_json::to_string(api_key));\n{chain}\
         let mut s = String::new();\n{puts} log::info!(\"{{}}\", a6000); log::info!(\"{{}}\", api_key); s }}"
    );
    holds("encoded", "secret-in-log", &text);
}

#[test]
fn names_that_may_be_the_secret_itself() {
    let opened = "let _ = std::fs::read(secret_key);\n".repeat(3000);
    let arms = lines(3000, |n| format!("{n} => secret_key,\n"));
    let text = format!(
        "fn f(secret_key: &str, n: u32) -> u32 {{\n{opened}let s: &str = match n {{\n{arms}_ => secret_key }};\n\
         let read = std::fs::read_to_string(secret_key).unwrap_or(secret_key.to_string());\n\
         log::info!(\"{{secret_key}}\"); 0 }}"
    );
    holds("opened", "secret-in-log", &text);
}

#[test]
fn values_that_are_handed_on_to_be_sent() {
    let calls = |name: &str| format!("{name}(r);\n").repeat(2000);
    let hands = |from: &str, to: &str| format!("fn {from}(r: &R) {{\n{}}}\n", calls(to));
    let text = format!(
        "#[derive(serde::Serialize)]\nstruct R {{ token: String, access_token: String }}\n\
         fn m(t: String) {{ let r = R {{ token: t.clone(), access_token: t }}; let r = &r;\n{}}}\n{}{}{}fn fd(_: &R) {{}}",
        calls("fa"),
        hands("fa", "fb"),
        hands("fb", "fc"),
        hands("fc", "fd")
    );
    holds("handed", "secret-in-serialize", &text);
}

#[test]
fn types_that_one_function_makes() {
    let types = lines(4000, |n| format!("#[derive(serde::Serialize)]\nstruct R{n} {{ access_token: String }}\n"));
    let made = lines(4000, |n| format!("let r{n} = R{n} {{ access_token: t.clone() }}; ff(&r{n});\n"));
    holds("types", "secret-in-serialize", &format!("{types}fn m(t: String) {{\n{made}}}"));
}

#[test]
fn addresses_that_are_handed_on_far() {
    let chain = lines(6000, |n| format!("let u{} = u{n}.clone(); c.get(&u{}).send().await.unwrap();\n", n + 1, n + 1));
    let text = format!(
        "async fn f(user: &str, password: &str, host: &str) {{ let c = reqwest::Client::new();\n\
         let u0 = format!(\"https://{{user}}:{{password}}@{{host}}\");\n{chain}log::info!(\"{{u6000}}\"); }}"
    );
    let rules = found("far", &text);
    assert_eq!(rules, ["secret-in-log"], "the client takes out what stands before the host, however far it came");
}

#[test]
fn what_is_shown_on_a_long_way() {
    let chain = lines(6000, |n| format!("let a{} = escape(a{n}); log::info!(\"{{a{}}}\");\n", n + 1, n + 1));
    holds("way", "secret-in-log", &format!("fn f(api_key: &str) {{ let a0 = escape(api_key);\n{chain}}}"));
}

#[test]
fn a_function_of_a_redactor_that_is_called_often() {
    let body = "let _ = 1;\n".repeat(6000);
    let calls = "mask::wipe(password);\n".repeat(6000);
    let text = format!(
        "mod mask {{ pub fn wipe(text: &str) -> String {{\n{body}String::new() }} }}\n\
         fn f(password: &str) {{\n{calls}log::info!(\"{{password}}\"); }}"
    );
    holds("redactor", "secret-in-log", &text);
}

#[test]
fn what_is_asked_of_many_types() {
    let params = lines(10_000, |n| format!("T{n}, "));
    let bounds = lines(10_000, |n| format!("T{n}: Clone, "));
    let text =
        format!("fn g<{params}>() where {bounds} {{}}\nfn f(password: &str) {{ log::info!(\"{{password}}\"); }}");
    holds("generics", "secret-in-log", &text);
}

#[test]
fn names_that_any_of_many_globs_may_bring() {
    let globs = lines(200, |n| format!("use c{n}::*;\n"));
    let calls = lines(4000, |n| format!("q{n}(access_token);\n"));
    let text = format!("{globs}use std::env::*;\nfn f(access_token: &str) {{\n{calls}let _ = var(\"API_TOKEN\"); }}");
    holds("globs", "env-read", &text);
}

#[test]
fn functions_that_hand_a_name_on_to_be_read_under() {
    let calls = |to: &str| format!("{to}(k); ").repeat(8);
    let read = lines(2000, |i| format!("let a{i} = k.len();"));
    let callers = lines(1000, |i| {
        format!("fn f{i}(k: &str) -> String {{ {}k.into() }}\nfn c{i}(api_key: &str) {{ f{i}(api_key); }}", calls("h"))
    });
    let text = format!(
        "fn g(k: &str) -> String {{\n{read}std::env::var(k).unwrap_or_default() }}\nfn h(k: &str) -> String {{ {}g(k) }}\n\
         {callers}fn f(api_key: &str) {{ log::info!(\"{{api_key}}\"); }}",
        calls("g")
    );
    holds("names", "secret-in-log", &text);
}

#[test]
fn tuples_that_are_sent_and_received() {
    let sent = lines(2000, |_| "tx.send((\"host\", password.clone())).unwrap();".to_owned());
    let received = lines(2000, |i| format!("let (_h{i}, p{i}) = rx.recv().unwrap(); log::info!(\"{{p{i}}}\");"));
    let text = format!("fn f(password: String) {{ let (tx, rx) = std::sync::mpsc::channel();\n{sent}{received}}}");
    holds("tuples", "secret-in-log", &text);
}

#[test]
fn headers_of_which_some_are_left_out_again_and_again() {
    let copied = lines(4000, |_| {
        "for (name, value) in headers.iter() { if name == \"cookie\" { continue; } m.push((name, value)); }\n"
            .to_owned()
    });
    let mapped = lines(2000, |i| {
        format!("let m{i}: Vec<_> = headers.iter().map(|(n, v)| if n == \"cookie\" {{ 0 }} else {{ v }}).collect();\n")
    });
    let text = format!(
        "fn f(headers: &http::HeaderMap, password: &str) {{ let mut m = Vec::new();\n{copied}{mapped}\
         println!(\"{{m:?}} {{m1:?}} {{password}}\"); }}"
    );
    holds("headers", "secret-in-log", &text);
}

#[test]
fn texts_that_are_read_into_what_nothing_says() {
    let read = lines(4000, |i| format!("let v{i} = serde_json::from_str(body).unwrap(); drop(v{i});\n"));
    let codes = lines(4000, |i| format!("let c{i} = params.get(\"code\");\n"));
    let text = format!(
        "#[derive(serde::Deserialize)] struct Login {{ password: String }}\n\
         fn callback(body: &str, params: &Params, password: &str) {{\n{read}{codes}log::info!(\"{{password}}\"); }}"
    );
    holds("reading", "secret-in-log", &text);
}

#[test]
fn tuples_of_tuples() {
    let chain = lines(400, |n| format!("let a{} = (a{n}, \"b\", a{n});\n", n + 1));
    let looped = "x = (x, 1, x, x, x, x, x, x);\n".repeat(400);
    let mapped = ".map(|a| (a, a, 1, a))\n".repeat(400);
    let pushed = "v.push((v.clone(), 1, v.clone(), v.pop()));\n".repeat(400);
    let text = format!(
        "fn f(password: &str) {{ let a0 = (password, 1);\n{chain} log::info!(\"{{a400:?}}\"); }}\n\
         fn g(p: &str) {{ let mut x = (1, p, 2, 3, 4, 5, 6, 7); loop {{\n{looped} log::info!(\"{{x:?}}\"); }} }}\n\
         fn h(password: &str, all: &[String]) {{ g(password);\n\
         let l: Vec<_> = all.iter(){mapped}.collect(); log::info!(\"{{l:?}}\"); }}\n\
         fn i(password: &str) {{ let mut v = Vec::new(); v.push((1, password, 2, 3)); loop {{\n{pushed}\
         log::info!(\"{{v:?}}\"); }} }}\n\
         fn j<T>(t: T) {{ log::info!(\"{{t:?}}\"); j((t, 1, t)); j((2, t, t, t, t, t, t)) }}\n\
         fn k(password: &str) {{ j((1, password)) }}"
    );
    holds("tuples", "secret-in-log", &text);
}
