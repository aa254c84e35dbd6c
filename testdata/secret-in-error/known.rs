//! Texts that are known where they are shown, since they were compared before.

pub struct Credential {
    pub api_key: String,
}

pub fn check(key: &Credential) -> anyhow::Result<()> {
    if key.api_key == "your-key-here" || key.api_key == "xxx" {
        anyhow::bail!("{} is only an example", key.api_key);
    }
    anyhow::bail!("{} is refused", key.api_key) //~ secret-in-error
}

pub fn either(api_key: &str, given: bool) -> anyhow::Result<()> {
    if given && api_key == "xxx" {
        anyhow::bail!("{api_key} is only an example");
    }
    if given || api_key == "xxx" {
        anyhow::bail!("{api_key} is given"); //~ secret-in-error
    }
    if api_key != "xxx" {
        anyhow::bail!("{api_key} is refused"); //~ secret-in-error
    }
    Ok(())
}

pub fn others(api_key: &str, password: &str) -> anyhow::Result<()> {
    if api_key == "xxx" || password == "xxx" {
        anyhow::bail!("{api_key} is only an example"); //~ secret-in-error
    }
    if password == "xxx" {
        anyhow::bail!("{api_key} is refused"); //~ secret-in-error
    }
    Ok(())
}
