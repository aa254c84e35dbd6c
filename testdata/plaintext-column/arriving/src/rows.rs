//! Rows that arrive with a request, and are stored field by field or whole.
use actix_web::web;

#[derive(Deserialize)]
pub struct NewPilot { pub name: String, pub password: String }

pub async fn add_pilot(State(st): State<App>, Json(pilot): Json<NewPilot>) -> Result<(), Error> {
    st.repo.insert_pilot(pilot).await
}

#[derive(Deserialize)]
pub struct NewNurse { pub name: String, pub password: String }

pub async fn add_nurse(State(st): State<App>, Json(mut nurse): Json<NewNurse>) -> Result<(), Error> {
    nurse.password = argon2_hash(&nurse.password)?;
    st.repo.insert_nurse(nurse).await
}

impl Repo {
    pub async fn insert_pilot(&self, pilot: NewPilot) -> Result<(), Error> {
        sqlx::query("INSERT INTO pilots (name, password) VALUES ($1, $2)")
            .bind(&pilot.name).bind(&pilot.password).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn insert_nurse(&self, nurse: NewNurse) -> Result<(), Error> {
        sqlx::query("INSERT INTO nurses (name, password) VALUES ($1, $2)")
            .bind(&nurse.name).bind(&nurse.password).execute(&self.pool).await?;
        Ok(())
    }
}

#[derive(Deserialize, Insertable)]
#[diesel(table_name = bakers)]
pub struct NewBaker { pub name: String, pub password: String }

pub async fn add_baker(pool: web::Data<Pool>, baker: web::Json<NewBaker>) -> Result<(), Error> {
    diesel::insert_into(bakers::table).values(&baker.into_inner()).execute(&mut pool.get()?)?;
    Ok(())
}

#[derive(Deserialize, Insertable)]
#[diesel(table_name = tailors)]
pub struct NewTailor { pub name: String, pub password: String }

impl NewTailor {
    pub fn hash_password(&mut self) {
        self.password = bcrypt::hash(&self.password, 10).unwrap();
    }
}

pub async fn add_tailor(pool: web::Data<Pool>, tailor: web::Json<NewTailor>) -> Result<(), Error> {
    let mut tailor = tailor.into_inner();
    tailor.hash_password();
    diesel::insert_into(tailors::table).values(&tailor).execute(&mut pool.get()?)?;
    Ok(())
}

pub async fn import(pool: &PgPool, file: ImportRequest) -> Result<(), Error> {
    for mason in &file.masons {
        sqlx::query("INSERT INTO masons (name, password) VALUES ($1, $2)").bind(&mason.name).bind(&mason.password).execute(pool).await?;
    }
    for smith in &file.smiths {
        let kept = bcrypt::hash(&smith.password, 10)?;
        sqlx::query("INSERT INTO smiths (name, password) VALUES ($1, $2)").bind(&smith.name).bind(kept).execute(pool).await?;
    }
    Ok(())
}

impl Cooks for CooksSvc {
    async fn hire(&self, request: Request<HireCook>) -> Result<Response<Hired>, Status> {
        let msg = request.into_inner();
        self.repo.hire_cook(&msg.name, &msg.password).await
    }

    async fn weave(&self, request: Request<HireCook>) -> Result<Response<Hired>, Status> {
        let msg = request.into_inner();
        self.repo.hire_weaver(&msg.name, &password_auth::generate_hash(&msg.password)).await
    }
}

impl Repo {
    pub async fn hire_cook(&self, name: &str, password: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO cooks (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(&self.pool).await?;
        Ok(())
    }

    pub async fn hire_weaver(&self, name: &str, password: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO weavers (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(&self.pool).await?;
        Ok(())
    }
}
