//! What somebody types where it is not shown, whatever it is called.

use dialoguer::{Confirm, Input, Password};

pub fn ask() -> dialoguer::Result<()> {
    let typed = Password::new().with_prompt("Word").interact()?;
    println!("you typed {typed}"); //~ secret-in-log
    let name: String = Input::new().with_prompt("Name").interact()?;
    println!("you are {name}");
    let sure = Confirm::new().with_prompt("Sure?").interact()?;
    println!("{sure}");
    Ok(())
}
