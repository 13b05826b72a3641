package credential_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/credential"
)

// TestVariables holds one case of each kind, written out; counts of many are in TestHundreds.
func TestVariables(t *testing.T) {
	set := credential.New()
	for _, c := range []struct{ name, value, rule string }{
		{"DB_PASSWORD", "x", credential.ByName},
		{"DB_PASSWORD", "hunter2", credential.ByName},
		{"DB_PASSWORD", "changeme", credential.ByName},
		{"DB_PASSWORD", "12345678", credential.ByName},
		{"DB_PASSWORD_PROD", "hunter2", credential.ByName},
		{"dbPassword", "hunter2", credential.ByName},
		{"PGPASSWORD", "hunter2", credential.ByName},
		{"SPRING.DATASOURCE.PASSWORD", "hunter2", credential.ByName},
		{"DB_PASS", "hunter2", credential.ByName},
		{"DB_PASSWORD", "${DB_PASSWORD:-hunter2}", credential.ByName},
		{"JWT_SECRET", "s3cr3t-of-ours", credential.ByName},
		{"API_KEY", "abc123", credential.ByName},
		{"SECRET_KEY_BASE", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", credential.ByName},
		{"CLIENT_SECRET", "7c9e6679-7425-40de-944b-e07fc1f90ae7", credential.ByName},
		{"REDIS_AUTH", "hunter2", credential.ByName},
		{"DB_PW", "hunter2", credential.ByName},
		{"MOT_DE_PASSE", "hunter2", credential.ByName},
		{"ERLANG_COOKIE", "hunter2abc", credential.ByName},
		{"SIGNUP_KEY", "q8Zt3LmX0vR5nB7cK1dW9yHf", credential.ByName},
		{"CONFIG", `{"db":{"password":"hunter2"}}`, credential.ByName},
		{"CONFIG", `{"db":{"user":"x", "password": "hunter2"}}`, credential.ByName},
		{"CONFIG", `db:` + "\n  password: hunter2\n", credential.ByName},
		{"CONNECTION", "Server=db;User Id=app;Password=hunter2;", credential.ByName},
		{"JDBC_URL", "jdbc:postgresql://db/app?user=app&password=hunter2", credential.ByName},
		{"HEADERS", "Authorization: Bearer abc123", credential.ByName},
		{"DATABASE", "postgres://app:hunter2@db/app", credential.InURL},
		{"DATABASE", "redis://:hunter2@cache:6379/0", credential.InURL},
		{"DATABASE", "postgres://app:hun/ter#2@db.internal:5432/app", credential.InURL},
		{"DATABASE", "amqps://app:p%40ss@mq", credential.InURL},
		{"DATABASE", "app:hunter2@tcp(db:3306)/app", credential.InURL},
		{"DATABASE", "app:hunter2@db:3306/app", credential.InURL},
		{"DATABASE", "jdbc:oracle:thin:scott/tiger@//db:1521/app", credential.InURL},
		{"DATABASE", "postgres://app:${X:-hunter2}@db/app", credential.InURL},
		{"DATABASE", "postgres://app:" + credential.Unseen + "@db/app", credential.InURL},
		{"BLOB", "cG9zdGdyZXM6Ly9hcHA6aHVudGVyMkBkYi9hcHA=", credential.InURL},

		{"PASSWORD_MIN_LENGTH", "12", ""},
		{"DB_PASSWORD", "", ""},
		{"DB_PASSWORD", "true", ""},
		{"DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf", ""},
		{"DB_PASSWORD", "/run/secrets/db", ""},
		{"DB_PASSWORD", "${DB_PASSWORD}", ""},
		{"DB_PASSWORD", "{{resolve:secretsmanager:db:SecretString:password}}", ""},
		{"DB_PASSWORD", "ssm:/shop/db/password", ""},
		{"DB_PASSWORD", "$(cat /run/secrets/db)", ""},
		{"DB_PASSWORD", credential.Unseen, ""},
		{"DB_PASSWORD_FILE", "/run/secrets/db", ""},
		{"PASSWORD_RESET_URL", "https://shop.example.com/reset", ""},
		{"PASSWORD_HASHER", "argon2id", ""},
		{"TOKEN_TTL", "15m", ""},
		{"ACCESS_TOKEN_LIFETIME", "PT15M", ""},
		{"SECRETS_BACKEND", "vault", ""},
		{"SECRETS", "aws", ""},
		{"MAX_TOKENS", "4096", ""},
		{"TOKENIZER_MODEL", "bert-base", ""},
		{"API_KEY_HEADER", "X-Api-Key", ""},
		{"KMS_KEY_ID", "7c9e6679-7425-40de-944b-e07fc1f90ae7", ""},
		{"HEROKU_APP_ID", "7c9e6679-7425-40de-944b-e07fc1f90ae7", ""},
		{"CACHE_KEY", "shop:products", ""},
		{"COOKIE_DOMAIN", "example.com", ""},
		{"PASSE_PARTOUT", "x", ""},
		{"STRIPE_API_KEY", "sk_live_" + "fixture000000000000", ""},
		{"NEXT_PUBLIC_API_KEY", "abc123", ""},
		{"DATABASE_URL", "postgres://db.internal:5432/app", ""},
		{"DATABASE_URL", "postgres://app@db.internal:5432/app", ""},
		{"DATABASE_URL", "postgres://app:${DB_PASSWORD}@db/app", ""},
		{"DATABASE_URL", "postgres://app:{{resolve:secretsmanager:db}}@db/app", ""},
		{"DATABASE_URL", "postgres://app:<password>@db/app", ""},
		{"LINK", "http://shop:8080/contact?to=a@example.com", ""},
		{"IMAGE", "shop:1.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ""},
		{"MAIL_TO", "mailto:ops@example.com", ""},
		{"SCOPES", "secret:read,token:write", ""},
		{"COMMIT", "da39a3ee5e6b4b0d3255bfef95601890afd80709", ""},
		{"PWD", "/app", ""},
		{"COMPASS_URL", "x", ""},
		{"BYPASS", "x", ""},
	} {
		if rule := set.Variable(c.name, c.value); rule != c.rule {
			t.Errorf("%s=%s is %q, want %q", c.name, c.value, rule, c.rule)
		}
	}
}

// TestWrittenForms: what is a credential by the way it is written, and what is written alike.
func TestWrittenForms(t *testing.T) {
	set := credential.New()
	const drawn = "KIXQ4l0yFv0m7aJ8Qz7h3uZJm2O9WlQ0p0o5m6n7b8v9c0x1z2a3s"
	for _, c := range []struct{ value, rule string }{
		{"$2b$12$" + drawn, credential.Hash},
		{"admin:$2y$05$" + drawn, credential.Hash},
		{"admin:$apr1$zZ0.1aBc$u9Dd3eF4gH5iJ6kL7mN8o1", credential.Hash},
		{"root:$6$rounds=5000$salt$" + drawn + ":19000:0:99999:7:::", credential.Hash},
		{"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$" + drawn, credential.Hash},
		{"pbkdf2_sha256$260000$abcDEF123456$" + drawn, credential.Hash},
		{"{SSHA}" + drawn, credential.Hash},
		{"SCRAM-SHA-256$4096:c2FsdA==$" + drawn + ":" + drawn, credential.Hash},
		{"db.internal:5432:shop:app:hunter2", credential.InLine},
		{"# databases\n*:*:*:app:hunter2\n", credential.InLine},
		{"machine git.example.com login app password hunter2", credential.InLine},
		{`{"passwords":["hunter2","b"]}`, credential.ByName},
		{`["--password","hunter2"]`, credential.ByName},
		{`[{"name":"DB_PASSWORD","value":"hunter2"}]`, credential.ByName},
		{`{"key":"password","value":"hunter2"}`, credential.ByName},
		{`{"auths":{"example.com":{"auth":"YXBwOmh1bnRlcjI="}}}`, credential.ByName},
		{`{"kty":"EC","crv":"P-256","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}`, credential.ByName},
		{"eyJkYiI6eyJwYXNzd29yZHMiOlsiaHVudGVyMiJdfX0=", credential.ByName},
		{"user: app\npassword: |\n  hunter2\n", credential.ByName},
		{"<db><password>hunter2</password></db>", credential.ByName},
		{`<add name="c" connectionString="Server=x;Uid=a;Pwd=hunter2"/>`, credential.ByName},
		{"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 14\nAAAAgQ", credential.PrivateKey},

		{"$2", ""},
		{"$1$2$3", ""},
		{"db.internal:5432:shop", ""},
		{"db.internal:5432:shop:app:${DB_PASSWORD}", ""},
		{"127.0.0.1:8080:80", ""},
		{"2001:db8:1:2:3:4:5:6", ""},
		{"the machine where users login by password", ""},
		{`{"type":"object","properties":{"password":{"type":"string","minLength":12}}}`, ""},
		{`[{"name":"DB_PASSWORD","valueFrom":"arn:aws:secretsmanager:us-east-1:123456789012:secret:x"}]`, ""},
		{`[{"name":"DB_PASSWORD_FILE","value":"/run/secrets/db"}]`, ""},
		{`{"passwords":["${DB_PASSWORD}"]}`, ""},
		{`["app","--port","3000"]`, ""},
		{`{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}`, ""},
		{`{"auth":"none"}`, ""},
		{"password: |\n  ${DB_PASSWORD}\n", ""},
		{"<password>${DB_PASSWORD}</password>", ""},
		{"<passwordMinLength>12</passwordMinLength>", ""},
		{"PuTTY-User-Key-File-3", ""},
	} {
		if rule := set.Variable("SETTING", c.value); rule != c.rule {
			t.Errorf("%s is %q, want %q", c.value, rule, c.rule)
		}
	}
}

// TestCommands: a credential stands in a command in one of many ways.
func TestCommands(t *testing.T) {
	set := credential.New()
	for _, c := range []struct{ text, rule string }{
		{"app --password hunter2", credential.ByName},
		{"app --password=hunter2", credential.ByName},
		{"app -db-password hunter2", credential.ByName},
		{"app --api-key 'abc123'", credential.ByName},
		{"sh -c \"export DB_PASSWORD=hunter2; exec app\"", credential.ByName},
		{"PGPASSWORD=hunter2 psql", credential.ByName},
		{"redis-server --requirepass hunter2", credential.ByName},
		{"wget --header \"Authorization: Basic YXBwOnh4\" http://x", credential.ByName},
		{"mysql -u root -phunter2 app", credential.InCommand},
		{"redis-cli -a hunter2 ping", credential.InCommand},
		{"curl -u app:hunter2 http://x", credential.InCommand},
		{"psql postgres://app:hunter2@db/app", credential.InURL},
		{"sh -c \"psql postgres://app:hunter2@db/app\"", credential.InURL},

		{"app --password $DB_PASSWORD", ""},
		{"app --password-file /run/secrets/db", ""},
		{"app --password=${DB_PASSWORD}", ""},
		{"app --no-password db", ""},
		{"app --max-tokens 4096 --token-ttl 5m", ""},
		{"PGPASSWORD=$(cat /run/secrets/db) psql", ""},
		{"mysql -u root -p$PASSWORD app", ""},
		{"mysql -u root app --port 3306", ""},
		{"redis-cli -a \"$REDIS_AUTH\" ping", ""},
		{"curl -f http://localhost:8080/health", ""},
		{"curl -u $USER:$PASSWORD http://x", ""},
		{"mkdir -p /data && app", ""},
		{"psql postgres://db/app", ""},
		{"aws secretsmanager get-secret-value --secret-id shop/db", ""},
		{"npm run start:prod", ""},
	} {
		if rule := set.Text(c.text); rule != c.rule && (rule == "" || c.rule == "" || c.rule != credential.InCommand) {
			t.Errorf("%s is %q, want %q", c.text, rule, c.rule)
		}
	}
}
