pub struct Repo {
    pub url: String,
    pub git_credentials: String,
}

pub fn clone(repo: &Repo, aws_credentials: &str) {
    println!("{}", repo.git_credentials); //~ secret-in-log
    println!("{aws_credentials}"); //~ secret-in-log
}
