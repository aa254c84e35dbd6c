use crate::manager::Manager;

pub fn used(manager: &Manager, answer: String) {
    log::trace!("page {:?}", manager.page());
    log::trace!("got {:?}", Manager::make(answer)); //~ secret-in-log
}
