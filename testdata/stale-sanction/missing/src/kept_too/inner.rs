// secret-guard: allow(unused-suppression)
