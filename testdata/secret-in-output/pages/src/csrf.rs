pub fn input(token: &str) -> String {
    format!("<input name=_csrf value={token}>")
}
