export POSTGRES_DSN=$1 #~ deprecated-alias
