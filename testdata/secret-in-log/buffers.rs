//! Buffers, writers and the terminal.

use std::fmt::Write as FmtWrite;
use std::io::{self, BufWriter, Cursor, Write};

pub fn into_memory(password: &str, user: &str) -> io::Result<()> {
    let mut text = String::new();
    FmtWrite::write_str(&mut text, user).unwrap();
    println!("{text}");
    std::writeln!(&mut text, "{}", password).unwrap();
    println!("{text}"); //~ secret-in-log
    let mut bytes: Vec<u8> = Vec::new();
    writeln!(bytes, "{user}")?;
    println!("{}", String::from_utf8_lossy(&bytes));
    writeln!(bytes, "{password}")?;
    println!("{}", String::from_utf8_lossy(&bytes)); //~ secret-in-log
    let mut more = Vec::new();
    more.write_all(password.as_bytes())?;
    println!("{:?}", more); //~ secret-in-log
    let mut other = Vec::new();
    io::Write::write_all(&mut other, password.as_bytes())?;
    println!("{:?}", other); //~ secret-in-log
    let mut cursor = Cursor::new(Vec::new());
    cursor.write_all(password.as_bytes())?;
    println!("{:?}", cursor.get_ref()); //~ secret-in-log
    println!("{:?}", cursor.into_inner()); //~ secret-in-log
    let mut copied = Vec::new();
    io::copy(&mut password.as_bytes(), &mut copied)?;
    println!("{:?}", copied); //~ secret-in-log
    Ok(())
}

pub fn into_terminal(password: &str, user: &str) -> io::Result<()> {
    io::stdout().write_all(password.as_bytes())?; //~ secret-in-log
    io::stdout().lock().write_all(format!("{password}\n").as_bytes())?; //~ secret-in-log
    io::stdout().lock().write_fmt(format_args!("{}\n", password))?; //~ secret-in-log
    std::io::stderr().write(format!("{user}:{password}").as_bytes())?; //~ secret-in-log
    std::io::stderr().lock().write_all(user.as_bytes())?;
    std::io::Write::write_all(&mut io::stdout(), password.as_bytes())?; //~ secret-in-log
    let mut out = io::stdout();
    writeln!(out, "{user}")?;
    writeln!(out, "{}", password)?; //~ secret-in-log
    writeln!(&mut out, "{password}")?; //~ secret-in-log
    out.write_all(b"password: ")?;
    out.flush()?;
    let stderr = io::stderr();
    let mut handle = stderr.lock();
    handle.write_all(password.as_bytes())?; //~ secret-in-log
    write!(handle, "{user} {}", password.len())?;
    let mut buffered = BufWriter::new(io::stdout().lock());
    write!(buffered, "{password}")?; //~ secret-in-log
    buffered.write_all(user.as_bytes())?;
    let mut boxed: Box<dyn Write> = Box::new(io::stdout());
    boxed.write_all(password.as_bytes())?; //~ secret-in-log
    let mut sized = BufWriter::with_capacity(64, io::stdout());
    sized.write_all(password.as_bytes())?; //~ secret-in-log
    io::copy(&mut password.as_bytes(), &mut io::stdout())?; //~ secret-in-log
    io::copy(&mut user.as_bytes(), &mut io::stdout())?;
    io::stdout().write_vectored(&[io::IoSlice::new(password.as_bytes())])?; //~ secret-in-log
    let mut line = io::LineWriter::new(io::stderr());
    line.write_all(&password.to_owned().into_bytes())?; //~ secret-in-log
    Ok(())
}

pub fn into_elsewhere(password: &str, file: &mut std::fs::File) -> io::Result<()> {
    file.write_all(password.as_bytes())?;
    writeln!(file, "{password}")
}

fn print_to(out: &mut impl Write, word: &str) -> io::Result<()> {
    writeln!(out, "{word}")
}

pub fn handed_over(password: &str, user: &str) -> io::Result<()> {
    print_to(&mut io::stdout(), user)?;
    print_to(&mut io::stdout(), password) //~ secret-in-log
}

pub async fn tokio_terminal(password: &str) -> io::Result<()> {
    use tokio::io::AsyncWriteExt;
    let mut out = tokio::io::stdout();
    out.write_all(password.as_bytes()).await?; //~ secret-in-log
    out.flush().await
}
