//! Archives made here, whole and broken.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

fn all(bytes: &[u8]) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let (mut members, mut notes) = (Vec::new(), Vec::new());
    unpack("out", bytes, &mut |event| match event {
        Event::Member(member) => members.push((member.path.to_owned(), member.bytes)),
        Event::Note(path, message) => notes.push(format!("{path}: {message}")),
    });
    (members, notes)
}

fn paths(bytes: &[u8]) -> Vec<String> {
    let (members, notes) = all(bytes);
    members.into_iter().map(|(path, _)| path).chain(notes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let long = name.len() > 100;
        if long {
            header(&mut out, "././@LongLink", name.len(), b'L');
            padded(&mut out, name.as_bytes());
        }
        header(&mut out, &name[..name.len().min(100)], bytes.len(), b'0');
        padded(&mut out, bytes);
    }
    out.extend([0; 1024]);
    out
}

fn header(out: &mut Vec<u8>, name: &str, size: usize, kind: u8) {
    let mut header = [0; tar::BLOCK];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    header[156] = kind;
    header[257..263].copy_from_slice(b"ustar\0");
    out.extend(header);
}

fn padded(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(tar::BLOCK), 0);
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        let packed = encoder.finish().unwrap();
        let at = out.len() as u32;
        let sizes = [0, packed.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        let method = [20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        let len = [name.len() as u16, 0].map(u16::to_le_bytes).concat();
        out.extend([b"PK\x03\x04".as_slice(), &method, &sizes, &len, name.as_bytes(), &packed].concat());
        let rest = [[0; 10].as_slice(), &at.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &method, &sizes, &len, &rest, name.as_bytes()].concat());
    }
    let (at, count, len) = (out.len() as u32, files.len() as u16, directory.len() as u32);
    out.extend(directory);
    let counts = [0, 0, count, count].map(u16::to_le_bytes).concat();
    out.extend([b"PK\x05\x06".as_slice(), &counts, &len.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    out
}

const TEXT: &[u8] = b"name = value\n";

#[test]
fn every_kind_is_read_and_names_where_its_members_are() {
    let long = format!("a/{}.txt", "x".repeat(120));
    let tar = tarred(&[("./a/b.txt", TEXT), (&long, TEXT)]);
    let inside = ["out!a/b.txt".to_owned(), format!("out!{long}")];
    assert_eq!(paths(&tar), inside);
    assert_eq!(paths(&gzip(&tar)), inside);
    assert_eq!(paths(&compress_to_vec(tar.as_slice(), CompressionLevel::Fastest)), inside);
    assert_eq!(all(&gzip(TEXT)).0, [("out!out".to_owned(), TEXT.to_vec())]);
    let zip = zipped(&[("c/", b""), ("c/d.txt", TEXT), ("e.txt", TEXT)]);
    assert_eq!(all(&zip).0, ["out!c/d.txt", "out!e.txt"].map(|path| (path.to_owned(), TEXT.to_vec())));
    assert_eq!(member(&zip, "!e.txt").as_deref(), Some(TEXT));
    // Streams may be joined.
    assert_eq!(all(&[gzip(TEXT), gzip(TEXT)].concat()).0[0].1, [TEXT, TEXT].concat());
}

#[test]
fn archives_are_opened_two_deep_and_the_third_is_named() {
    let third = zipped(&[("deep.txt", TEXT)]);
    let second = gzip(&tarred(&[("third.zip", &third), ("two.txt", TEXT)]));
    let first = zipped(&[("second.tar.gz", &second), ("one.txt", TEXT)]);
    let found = paths(&first);
    assert_eq!(found[..2], ["out!second.tar.gz!two.txt", "out!one.txt"]);
    assert_eq!(found[2..], ["out!second.tar.gz!third.zip: not scanned: an archive 3 archives deep"]);
}

#[test]
fn bombs_end_with_a_note_and_little_memory() {
    let zeros = vec![b'0'; 96 << 20];
    let large = all(&gzip(&zeros));
    assert!(large.0.is_empty() && large.1.len() == 1, "{:?}", large.1);
    let bomb = zipped(&[("a", &zeros[..8 << 20]), ("b", &zeros[..8 << 20]), ("c", &zeros[..8 << 20])]);
    let (members, notes) = all(&bomb);
    let came_out: usize = members.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(came_out as u64 <= FREE + bomb.len() as u64 * RATIO, "{came_out} of {}", bomb.len());
    assert!(notes.iter().any(|note| note.contains("more comes out")), "{notes:?}");
    // The second layer is paid from the same purse.
    let nested = zipped(&[("x.gz", &gzip(&zeros[..32 << 20])), ("y.gz", &gzip(&zeros[..32 << 20]))]);
    assert!(all(&nested).0.is_empty());
}

#[test]
fn what_is_broken_is_said_and_what_is_whole_is_read() {
    let tar = tarred(&[("a.txt", TEXT), ("b.txt", &[b'x'; 2000])]);
    let (members, notes) = all(&tar[..2048]);
    assert_eq!((members.len(), notes.len()), (2, 1), "{notes:?}");
    let zip = zipped(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    assert!(paths(&zip[..zip.len() - 30])[0].contains("no directory"));
    let mut torn = zip.clone();
    torn[35] ^= 0xFF;
    assert!(!paths(&torn).is_empty());
    let gz = gzip(&tar);
    assert!(paths(&gz[..gz.len() / 2]).iter().any(|line| line.contains("not all")));
}

#[test]
fn no_cut_and_no_changed_byte_makes_it_panic() {
    let tar = tarred(&[("a.txt", TEXT), (&"n".repeat(150), TEXT)]);
    let zstd = compress_to_vec(tar.as_slice(), CompressionLevel::Fastest);
    for bytes in [tar.clone(), gzip(&tar), zstd, zipped(&[("a", TEXT), ("b", &tar)])] {
        for at in 0..bytes.len() {
            paths(&bytes[..at]);
            for flip in [0x01, 0x80, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                paths(&changed);
            }
        }
    }
}

#[test]
fn cells_of_a_notebook_are_texts_of_their_own() {
    let notebook = r#"{"cells": [
        {"cell_type": "markdown", "metadata": {}, "source": "to say"},
        {"cell_type": "code", "metadata": {}, "source": ["a = 1\n", "b = 2"], "outputs": [
            {"output_type": "stream", "text": ["out\n"]},
            {"output_type": "display_data", "data": {"text/plain": ["shown"], "image/png": "AAAA"}}]}],
        "metadata": {"language_info": {"file_extension": ".jl"}, "kept": "yes"}, "nbformat": 4}"#;
    let cells = cells(notebook).unwrap();
    let names: Vec<_> = cells.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["cell1.md", "cell2.jl", "cell2.out", "cell2.out", "notebook.json"]);
    assert_eq!(cells[1].1, "a = 1\nb = 2");
    assert!(cells[4].1.contains("\"kept\":\"yes\"") && !cells[4].1.contains("a = 1"));
    assert!(super::cells("{}").is_none() && super::cells("no").is_none());
}
