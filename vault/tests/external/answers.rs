//! R25: what is no answer: too slow, elsewhere, malformed, in the clear.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::server::free_port;
use crate::status;
use secret_guard_vault::source::{External, Server, ServerError};
use secret_guard_vault::{Secret, Status};

fn local(port: u16, timeout: Duration) -> External {
    let (mount, prefix) = ("secret".to_owned(), String::new());
    let server = Server { address: format!("http://127.0.0.1:{port}"), mount, prefix, authorities: None, timeout };
    External::new(server, Secret::new(b"a-token".to_vec())).expect("a source")
}

/// A server that does this with each connection; how many there were.
fn serve(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let (port, count) = (listener.local_addr().expect("its number").port(), Arc::new(AtomicUsize::new(0)));
    let (counted, answer) = (Arc::clone(&count), Arc::new(answer));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || answer(stream));
        }
    });
    (port, count)
}

fn respond(mut stream: TcpStream, head: &str, body: &[u8]) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request);
    let _ = stream.write_all(
        format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).as_bytes(),
    );
    let _ = stream.write_all(body);
}

#[test]
fn r25_a_slow_server_is_a_timeout_and_nobody_waits_longer() {
    let (silent, _) = serve(|stream| {
        std::thread::sleep(Duration::from_secs(60));
        drop(stream);
    });
    let (dripping, _) = serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    for port in [silent, dripping] {
        let begun = Instant::now();
        assert_eq!(status(local(port, Duration::from_millis(400))), Status::SourceTimeout);
        // No bound on speed, but on hope: each of them would go on for a minute and more.
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
    assert_eq!(status(local(free_port(), Duration::from_secs(5))), Status::SourceUnreachable, "nobody listens");
}

#[test]
fn r25_a_redirect_is_refused_and_the_token_stays_here() {
    let (other, asked) = serve(|stream| respond(stream, "200 OK", b"{}"));
    for code in [301, 302, 307, 308] {
        let (port, _) = serve(move |stream| {
            respond(
                stream,
                &format!("{code} Elsewhere\r\nLocation: http://127.0.0.1:{other}/v1/secret/data/api-key"),
                b"",
            );
        });
        assert_eq!(status(local(port, Duration::from_secs(5))), Status::SourceUnreachable);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0, "the other server was never asked");
}

#[test]
fn r25_answers_that_are_none_are_errors() {
    let huge = vec![b' '; 8 << 20];
    let answers: [(&str, &[u8], Status); 7] = [
        ("200 OK", b"no json", Status::IntegrityError),
        ("200 OK", b"{\"data\":{\"data\":{\"value\":\"x\"}}}", Status::IntegrityError),
        ("200 OK", &huge, Status::IntegrityError),
        ("500 Broken", b"", Status::SourceUnreachable),
        ("404 Not Found", b"<html>", Status::SourceUnreachable),
        ("204 No Content", b"", Status::IntegrityError),
        ("504 Late", b"", Status::SourceTimeout),
    ];
    for (head, body, expected) in answers {
        let bytes = body.to_vec();
        let (port, _) = serve(move |stream| respond(stream, head, &bytes));
        assert_eq!(status(local(port, Duration::from_secs(10))), expected, "{head} {}", body.len());
    }
}

#[test]
fn r25_a_token_is_not_sent_in_the_clear() {
    let new = |address: &str, token: &str, authorities: Option<&[u8]>| {
        let authorities = authorities.map(<[u8]>::to_vec);
        let (mount, prefix, timeout) = ("secret".to_owned(), String::new(), Duration::from_secs(1));
        let server = Server { address: address.to_owned(), mount, prefix, authorities, timeout };
        External::new(server, Secret::new(token.as_bytes().to_vec())).err()
    };
    for address in [
        "http://bao.example.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org:80",
        "http://localhost:1",
        "ftp://x",
        "",
    ] {
        assert_eq!(new(address, "token", None), Some(ServerError::Plain), "{address}");
    }
    assert_eq!(new("http://127.0.0.1:8200", "token", None), None);
    assert_eq!(new("http://[::1]:8200/", "token", None), None);
    assert_eq!(new("https://bao.example.org", "", None), Some(ServerError::Token));
    assert_eq!(new("https://bao.example.org", "a\nb", None), Some(ServerError::Token));
    assert_eq!(new("https://bao.example.org", "token", Some(b"no certificate")), Some(ServerError::Authorities));
}
