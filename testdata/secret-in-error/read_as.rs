// Texts that are read into a type that is a secret, in functions that name none.

use std::str::FromStr;

use anyhow::{Error, anyhow};

struct AwsPrivateKey {
    id: String,
    rest: String,
}

impl FromStr for AwsPrivateKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (id, rest) = text.split_once('.').ok_or(anyhow!("no point in {text}"))?; //~ secret-in-error
        Ok(AwsPrivateKey { id: id.to_owned(), rest: rest.to_owned() })
    }
}

struct AwsPublicKey {
    id: String,
    rest: String,
}

impl FromStr for AwsPublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (id, rest) = text.split_once('.').ok_or(anyhow!("no point in {text}"))?;
        Ok(AwsPublicKey { id: id.to_owned(), rest: rest.to_owned() })
    }
}
