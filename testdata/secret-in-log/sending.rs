// Requests that are put together and shown before they are sent.

use log::{debug, info};
use url::form_urlencoded;

struct Client {
    http: reqwest::Client,
    api_key: String,
    client_secret: String,
}

impl Client {
    async fn with_a_header(&self) -> Result<String, Error> {
        let request = self.http.get("https://api.example.com").header("X-Api-Key", &self.api_key);
        debug!("asking {:?}", request); //~ secret-in-log
        Ok(request.send().await?.text().await?)
    }

    async fn with_a_form(&self) -> Result<Token, Error> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&[("client_id", "me"), ("client_secret", self.client_secret.as_str())])
            .finish();
        let request = http::Request::post("https://id.example.com/token").header("Accept", "text/json").body(form).unwrap();
        debug!("asking {request:?}"); //~ secret-in-log
        debug!("asking {} of {}", request.method(), request.uri());
        self.answer(request).await
    }

    async fn with_one_pair(&self) -> String {
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("key", &self.api_key).finish(); //~ secret-in-args@warn
        info!("form {form}"); //~ secret-in-log
        form
    }

    async fn added_later(&self, signed: bool) -> Result<(), Error> {
        let mut request = self.http.post("https://api.example.com");
        if signed {
            request = request.header("X-Api-Key", &self.api_key);
        }
        debug!("asking {request:?}"); //~ secret-in-log
        request.send().await?;
        Ok(())
    }

    // Good: a client shows no body, nor what it is told is sensitive.
    async fn with_a_body(&self) -> Result<(), Error> {
        let request = self.http.post("https://api.example.com").body(self.api_key.clone());
        debug!("asking {request:?}");
        let request = self.http.post("https://api.example.com").bearer_auth(&self.api_key);
        debug!("asking {request:?}");
        Ok(())
    }

    // Good: the answer, and a request without a secret.
    async fn answered(&self) -> Result<(), Error> {
        let answer = self.http.get("https://api.example.com").header("X-Api-Key", &self.api_key).send().await;
        debug!("got {answer:?}");
        let request = http::Request::get("https://api.example.com").header("Accept", "text/json").body(()).unwrap();
        debug!("asking {request:?}");
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&[("page", "2")]).finish();
        debug!("form {form}");
        Ok(())
    }
}

async fn answer_to_a_document(client: &reqwest::Client, api_key: &str) -> Result<(), reqwest::Error> {
    let answer = client.post("https://api.example.com").query(&[("key", api_key)]).json(&1).send().await?; //~ secret-in-args secret-in-error
    debug!("answer: {answer:?}"); //~ secret-in-log
    Ok(())
}
