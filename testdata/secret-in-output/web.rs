//! Answers to HTTP, by framework.

use http::header;

pub fn by_http(client_secret: &str, user: &str) {
    let _ = http::Response::builder().header("x-key", client_secret).body(user.to_owned()); //~ secret-in-output
    let _ = http::Response::builder().header("x-user", user).body(format!("key {client_secret}")); //~ secret-in-output
    let _ = http::Response::builder().header(header::SET_COOKIE, format!("session={client_secret}")).body(());
    let _ = hyper::Response::new(Full::new(Bytes::from(client_secret.to_owned()))); //~ secret-in-output
    let _ = hyper::Response::new(Full::new(Bytes::from(user.to_owned())));
}

pub fn by_axum(api_key: String, user: String) {
    let _ = axum::Json(serde_json::json!({ "user": user, "key": api_key })); //~ secret-in-output
    let _ = axum::Json(serde_json::json!({ "user": user, "access_token": api_key }));
    let _ = axum::Json(serde_json::json!({ "user": user, "github_token": api_key })); //~ secret-in-output
    let _ = axum::Json(serde_json::json!({ "user": user, "has_key": !api_key.is_empty() }));
    let _ = axum::response::sse::Event::default().event("key").data(&api_key); //~ secret-in-output
    let _ = axum::response::sse::Event::default().event("user").data(&user);
    let _ = axum::response::Html(format!("<p>{user}</p>"));
}

pub fn by_actix(password: &str, user: &str) {
    let _ = actix_web::HttpResponse::Ok().insert_header(("x-password", password)).finish(); //~ secret-in-output
    let _ = actix_web::HttpResponse::Ok().insert_header((header::SET_COOKIE, password)).finish();
    let _ = actix_web::HttpResponse::Ok().json(serde_json::json!({ "user": user, "password": password })); //~ secret-in-output
    let _ = actix_web::HttpResponse::Ok().json(serde_json::json!({ "user": user }));
    let _ = actix_web::web::Html::new(format!("<p>{password}</p>")); //~ secret-in-output
    let _ = actix_web::error::ErrorUnauthorized(format!("{password} is wrong")); //~ secret-in-error
    let _ = actix_web::error::ErrorUnauthorized(format!("{user} is unknown"));
}

pub fn by_warp(password: &str, user: &str) {
    let _ = warp::reply::json(&password); //~ secret-in-output
    let _ = warp::reply::html(format!("<p>{password}</p>")); //~ secret-in-output
    let _ = warp::reply::with_header(warp::reply(), "x-password", password); //~ secret-in-output
    let _ = warp::reply::with_header(warp::reply(), "set-cookie", password);
    let _ = warp::reply::html(format!("<p>{user}</p>"));
}

pub fn by_poem(password: &str, user: &str) {
    let _ = poem::Response::builder().header("x-password", password).body(user); //~ secret-in-output
    let _ = poem::Response::builder().content_type("text/plain").body(password); //~ secret-in-output
    let _ = poem::web::Html(format!("<p>{password}</p>")); //~ secret-in-output
    let _ = poem::Response::builder().header("x-user", user).body(user);
}

pub fn by_rocket(password: &str, user: &str) {
    let _ = rocket::response::content::RawJson(format!("{{\"p\":\"{password}\"}}")); //~ secret-in-output
    let _ = rocket::response::status::Custom(rocket::http::Status::Ok, password); //~ secret-in-output
    let _ = rocket::response::Flash::error(rocket::response::Redirect::to("/"), format!("not {password}")); //~ secret-in-output
    let _ = rocket::Response::build().raw_header("x-password", password).finalize(); //~ secret-in-output
    let _ = rocket::Response::build().sized_body(None, std::io::Cursor::new(password)).finalize(); //~ secret-in-output
    let _ = rocket::response::content::RawText(format!("welcome {user}"));
    let _ = rocket::response::Flash::success(rocket::response::Redirect::to("/"), user);
}

pub fn by_salvo(res: &mut salvo::Response, password: &str, user: &str) {
    res.render(salvo::writing::Text::Plain(password)); //~ secret-in-output
    res.render(format!("not {password}")); //~ secret-in-output
    res.add_header("x-password", password, true); //~ secret-in-output
    res.write_body(password.to_owned()); //~ secret-in-output
    res.add_header("set-cookie", password, true);
    res.render(user);
    let _ = salvo::http::StatusError::bad_request().brief(format!("not {password}")); //~ secret-in-output
    let _ = salvo::http::StatusError::bad_request().brief(format!("{user} is unknown"));
}

pub fn by_tide(password: &str, user: &str) {
    let mut res = tide::Response::new(200);
    res.set_body(format!("not {password}")); //~ secret-in-output
    res.insert_header("x-password", password); //~ secret-in-output
    res.insert_header("set-cookie", password);
    res.set_body(user);
    let _ = tide::Response::builder(200).header("x-password", password).body(user).build(); //~ secret-in-output
}
