//! One that this program sent before, beside another that came since.

pub trait Manager {
    fn access_token(&self) -> Option<String>;
    fn refresh(&self) -> Result<String, String>;
}

pub fn again(manager: &dyn Manager) -> bool {
    let auth_token = manager.access_token();
    let Some(sent_token) = auth_token else { return false };
    match manager.refresh() {
        Ok(fresh_token) if fresh_token != sent_token => true,
        Ok(_) | Err(_) => false,
    }
}

/// A cookie that a browser sent is none of the program's.
pub fn opens(manager: &dyn Manager, sent_token: &str) -> bool {
    let Ok(fresh_token) = manager.refresh() else { return false };
    fresh_token == sent_token //~ secret-compare
}
