package credential_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/credential"
)

const (
	digits = "0123456789"
	lower  = "abcdefghijklmnopqrstuvwxyz"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	hex    = digits + "abcdef"
	all    = digits + lower + upper
	// each shape is drawn as often, with another seed each time.
	drawsEach = 8
	atLeast   = 300
)

// draw fills a shape: {alphabet:length} is drawn by lot, and {word} is one of a few words. No credential
// stands in this repository: they are all put together here.
type draw struct{ *rand.Rand }

func (d draw) of(alphabet string, length int) string {
	var b strings.Builder
	for range length {
		b.WriteByte(alphabet[d.IntN(len(alphabet))])
	}
	return b.String()
}

func (d draw) one(words string) string {
	choices := strings.Fields(words)
	return choices[d.IntN(len(choices))]
}

// shape makes a name and a value, or a command where it makes no name.
type shape func(d draw) (name, value string)

// value is a shape under a name that says nothing.
func value(make func(d draw) string) shape {
	return func(d draw) (string, string) { return d.one("SETTING EXTRA_1 OPTION VALUE A_B THIRD_PARTY"), make(d) }
}

// prefixed is a token of an issuer: its prefix, and characters of an alphabet.
func prefixed(prefix, alphabet string, length int) shape {
	return value(func(d draw) string { return prefix + d.of(alphabet, length) })
}

func command(make func(d draw) string) shape {
	return func(d draw) (string, string) { return "", make(d) }
}

func named(names string, make func(d draw) string) shape {
	return func(d draw) (string, string) { return d.one(names), make(d) }
}

func password(d draw) string {
	return d.one(
		"hunter2 changeme Summer2024! letmein s3cr3t p@ssw0rd correct-horse-battery " + d.of(all, 12) + " " + d.of(
			all+"!#%&*",
			16,
		) + " " + d.of(lower, 6),
	)
}

func plainPassword(d draw) string { return d.of(all, 8+d.IntN(12)) }

func privateKey(d draw) string {
	kind := d.one("RSA EC OPENSSH ENCRYPTED")
	var lines []string
	for range 6 {
		lines = append(lines, d.of(all+"+/", 64))
	}
	return "-----BEGIN " + kind + " PRIVATE " + "KEY-----\n" + strings.Join(
		lines,
		"\n",
	) + "\n-----END " + kind + " PRIVATE " + "KEY-----\n"
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func address(d draw) string {
	return d.one("db db.internal shop.abc123.us-east-1.rds.amazonaws.com 10.0.3.4 mq.example.com") + d.one(
		":5432 :6379/0 /app :3306/shop?tls=true",
	)
}

func credentials() []shape {
	shapes := []shape{
		prefixed("AK"+"IA", upper+"234567", 16),
		prefixed("AS"+"IA", upper+"234567", 16),
		prefixed("gh"+"p_", all, 36),
		prefixed("gh"+"s_", all, 36),
		prefixed("github_"+"pat_", all+"_", 82),
		prefixed("gl"+"pat-", all, 20),
		prefixed("sk_"+"live_", all, 24),
		prefixed("AI"+"za", all+"-_", 35),
		prefixed("np"+"m_", digits+lower, 36),
		prefixed("pypi-"+"AgEIcHlwaS5vcmc", all+"-_", 60),
		prefixed("shp"+"at_", hex, 32),
		prefixed("dop"+"_v1_", hex, 64),
		prefixed("S"+"K", hex, 32),
		prefixed("da"+"pi", hex, 32),
		prefixed("dp."+"pt.", digits+lower, 43),
		prefixed("hv"+"s.", all, 95),
		prefixed("lin_"+"api_", digits+lower, 40),
		prefixed("pul"+"-", hex, 40),
		prefixed("SG"+".", digits+lower+"_-", 66),
		prefixed("hf"+"_", lower, 34),
		value(func(d draw) string { return d.of(all+"/+", 39) + d.of(digits, 1) }),
		value(func(d draw) string {
			return "xo" + "xb-" + d.of(digits, 12) + "-" + d.of(digits, 12) + "-" + d.of(all, 24)
		}),
		value(func(d draw) string {
			return "https://hooks." + "slack.com/services/T" + d.of(upper, 8) + "/B" + d.of(upper, 8) + "/" + d.of(
				all,
				24,
			)
		}),
		value(func(d draw) string {
			return "ey" + "J" + d.of(all, 30) + ".ey" + "J" + d.of(all, 60) + "." + d.of(all, 43)
		}),
		value(privateKey),
		value(func(d draw) string { return strings.ReplaceAll(privateKey(d), "\n", `\n`) }),
		value(func(d draw) string { return encoded(privateKey(d)) }),
		value(func(d draw) string { return encoded(`{"user":"app","password":"` + plainPassword(d) + `"}`) }),
		value(func(d draw) string {
			return d.one(
				"postgres mysql redis amqps mongodb+srv https ftp ldap clickhouse",
			) + "://app:" + plainPassword(d) + "@" + address(d)
		}),
		value(func(d draw) string { return "redis://:" + plainPassword(d) + "@" + address(d) }),
		value(func(d draw) string {
			return "postgres://app:" + plainPassword(d) + d.one("/ # ? %40") + plainPassword(d) + "x@" + address(d)
		}),
		value(func(d draw) string { return "app:" + plainPassword(d) + "@tcp(db:3306)/app" }),
		value(
			func(d draw) string { return "Server=" + address(d) + ";User Id=app;Password=" + plainPassword(d) + ";" },
		),
		value(func(d draw) string { return "jdbc:postgresql://db/app?user=app&password=" + plainPassword(d) }),
		value(func(d draw) string { return `{"db":{"host":"db","password":"` + plainPassword(d) + `"}}` }),
		value(func(d draw) string {
			return "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=" + d.of(all, 86) + "=="
		}),
		named(
			"DB_PASSWORD dbPassword PGPASSWORD MYSQL_ROOT_PASSWORD DB_PASSWORD_2 SMTP_PASS REDIS_PASSWD KEYSTORE_PASSPHRASE Spring.Datasource.Password",
			password,
		),
		named(
			"JWT_SECRET SESSION_SECRET CLIENT_SECRET API_TOKEN GITHUB_TOKEN AUTH_TOKEN APP_SECRET_V2 apiKey",
			func(d draw) string { return d.of(all, 12+d.IntN(30)) },
		),
		named(
			"API_KEY SECRET_KEY_BASE ENCRYPTION_KEY SIGNING_KEY DJANGO_SECRET_KEY DD_API_KEY MASTER_KEY",
			func(d draw) string { return d.of(hex, 32+8*d.IntN(4)) },
		),
		named("CLIENT_SECRET SPLUNK_TOKEN splunk-token WEBHOOK_SECRET", uuid),
		command(func(d draw) string {
			return "app " + d.one("--password --db-password --api-key --auth-token --secret") + string(
				"= "[d.IntN(2)],
			) + plainPassword(d)
		}),
		command(func(d draw) string { return `sh -c "export DB_PASSWORD=` + plainPassword(d) + `; exec app"` }),
		command(
			func(d draw) string { return `sh -c "psql postgres://app:` + plainPassword(d) + `@` + address(d) + `"` },
		),
		value(func(d draw) string { return "$2b$1" + d.of(digits, 1) + "$" + d.of(all+"./", 53) }),
		value(func(d draw) string { return "db.internal:5432:shop:app:" + plainPassword(d) }),
		value(func(d draw) string { return `{"tokens":["` + d.of(all, 30) + `"]}` }),
		command(func(d draw) string { return d.one("mysql mysqldump") + " -u root -p" + plainPassword(d) + " shop" }),
		command(
			func(d draw) string { return `curl -H "Authorization: Bearer ` + d.of(all, 30) + `" http://localhost/` },
		),
	}
	return shapes
}

func uuid(d draw) string {
	return d.of(hex, 8) + "-" + d.of(hex, 4) + "-4" + d.of(hex, 3) + "-a" + d.of(hex, 3) + "-" + d.of(hex, 12)
}

func nearMisses() []shape {
	number := func(d draw) string { return fmt.Sprint(d.IntN(10_000)) }
	account := func(d draw) string { return "1" + d.of(digits, 11) }
	return []shape{
		named(
			"PASSWORD_MIN_LENGTH TOKEN_TTL_SECONDS MAX_TOKENS API_KEY_COUNT SECRET_ROTATION_DAYS PASSWORD_HISTORY LOGIN_TOKEN_RETRIES",
			number,
		),
		named(
			"TOKEN_TTL ACCESS_TOKEN_LIFETIME SECRET_REFRESH_INTERVAL PASSWORD_MAX_AGE TOKEN_EXPIRES_IN",
			func(d draw) string { return d.one("15m 24h 30s 90d PT15M P30D 500ms") },
		),
		named(
			"USE_PASSWORD REQUIRE_TOKEN ENABLE_SECRETS PASSWORD_LOGIN_ENABLED MASK_SECRETS API_KEY_REQUIRED",
			func(d draw) string { return d.one("true false 1 0 yes no enabled disabled") },
		),
		named("DB_SECRET DB_PASSWORD DB_PASSWORD_SECRET_ARN TOKEN_SECRET", func(d draw) string {
			return "arn:aws:secretsmanager:us-east-1:" + account(d) + ":secret:shop/db-" + d.of(all, 6)
		}),
		named("DB_PASSWORD_FILE DB_PASSWORD TOKEN_PATH SECRET API_KEY_FILE", func(d draw) string {
			return d.one(
				"/run/secrets/db /etc/app/token.txt /var/run/secrets/x.pem ./secrets/db /mnt/token/" + d.of(lower, 6),
			)
		}),
		named("DB_PASSWORD API_TOKEN CLIENT_SECRET", func(d draw) string {
			return d.one(
				"${DB_PASSWORD} $TOKEN {{.Secret}} $(cat${IFS}/run/x) %PASSWORD% <password> {{resolve:ssm:/shop/db}} ssm:/shop/db vault:secret/data/db#password",
			)
		}),
		named(
			"SECRETS_BACKEND TOKEN_PROVIDER SECRET_STORE SECRETS CREDENTIALS PASSWORD_HASHER TOKEN_TYPE",
			func(d draw) string {
				return d.one("aws vault env ssm bcrypt argon2id jwt bearer local none kubernetes")
			},
		),
		named("TOKEN_URL PASSWORD_RESET_URL SECRET_ENDPOINT API_KEY_SERVER AUTH_TOKEN_ISSUER", func(d draw) string {
			return "https://" + d.of(lower, 8) + ".example.com/oauth2/token?grant=" + d.of(lower, 5)
		}),
		named(
			"API_KEY_HEADER TOKEN_PREFIX PASSWORD_FIELD SECRET_NAME API_KEY_NAME TOKEN_SCOPE",
			func(d draw) string { return d.one("X-Api-Key Bearer passwd prod/db/password read:orders user_token") },
		),
		named("KMS_KEY_ID TENANT_ID HEROKU_APP_ID CLIENT_ID TRACE_ID AWS_ACCOUNT_KEY_ID", uuid),
		named(
			"DATABASE_URL REDIS_URL BROKER QUEUE_URL",
			func(d draw) string { return d.one("postgres redis amqps https") + "://" + address(d) },
		),
		named("DATABASE_URL REDIS_URL", func(d draw) string { return "postgres://app@" + address(d) }),
		named("DATABASE_URL REDIS_URL", func(d draw) string {
			return "postgres://app:" + d.one(
				"${DB_PASSWORD} $PASSWORD {{resolve:secretsmanager:db}} <password> %DB_PASSWORD% %s",
			) + "@" + address(d)
		}),
		named(
			"TOKENIZER_MODEL PASSWORDLESS SECRETARY_NAME KEYBOARD_LAYOUT MONKEY COMPASS BYPASS_PROXY KEYSPACE",
			func(d draw) string { return d.of(lower, 9) },
		),
		named("PARTITION_KEY SORT_KEY CACHE_KEY ROUTING_KEY OBJECT_KEY", func(d draw) string {
			return d.one("tenant_id shop:products orders.created images/logo.png user-" + d.of(digits, 6))
		}),
		value(func(d draw) string { return d.of(hex, 40) }),
		value(func(d draw) string { return "sha256:" + d.of(hex, 64) }),
		value(func(d draw) string {
			return account(d) + ".dkr.ecr.us-east-1.amazonaws.com/shop@sha256:" + d.of(hex, 64)
		}),
		value(uuid),
		value(func(d draw) string { return "arn:aws:sqs:us-east-1:" + account(d) + ":" + d.of(lower, 9) }),
		value(
			func(d draw) string { return "https://sqs.us-east-1.amazonaws.com/" + account(d) + "/" + d.of(lower, 9) },
		),
		value(func(d draw) string { return d.of(lower, 6) + "@example.com" }),
		value(func(d draw) string { return d.of(lower, 8) + ".abc123.us-east-1.rds.amazonaws.com:5432" }),
		value(func(d draw) string {
			return "-Xmx" + number(d) + "m -Dlog.level=info -Dspring.profiles.active=" + d.of(lower, 5)
		}),
		value(func(d draw) string {
			return `{"host":"db","port":` + number(d) + `,"pool":{"max":10},"tls":true,"name":"` + d.of(lower, 7) + `"}`
		}),
		value(func(d draw) string { return encoded("hello " + d.of(lower, 12) + " how are you") }),
		value(func(d draw) string { return encoded(d.of(all, 5) + "\x00\xff" + d.of(all, 30)) }),
		value(func(d draw) string { return "ssh-rsa AAAAB3NzaC1yc2E" + d.of(all, 200) + " x@example.com" }),
		value(func(d draw) string {
			return "-----BEGIN CERTIFICATE-----\n" + d.of(all+"+/", 64) + "\n-----END CERTIFICATE-----"
		}),
		value(func(d draw) string { return d.one("vpc- subnet- sg- eni-") + "0" + d.of(hex, 16) }),
		value(func(d draw) string {
			return fmt.Sprintf("v%d.%d.%d-%s", d.IntN(9), d.IntN(20), d.IntN(20), d.of(hex, 8))
		}),
		value(func(d draw) string { return d.one("info debug warn") + "," + d.of(lower, 6) + "=trace" }),
		value(func(d draw) string { return "1-" + d.of(hex, 8) + "-" + d.of(hex, 24) }),
		value(func(d draw) string { return "https://" + d.of(hex, 32) + "@o1.ingest.sentry.io/" + number(d) }),
		value(func(d draw) string { return "http://shop:8080/search?to=" + d.of(lower, 4) + "@example.com" }),
		value(func(d draw) string { return strings.Repeat(d.of(lower, 1), 30) }),
		value(func(d draw) string { return "/Shop/Api/Internal/Version1/" + d.of(lower, 12) }),
		command(func(d draw) string {
			return "app --password-file /run/secrets/" + d.of(lower, 5) + " --max-tokens " + number(d)
		}),
		command(
			func(d draw) string { return `sh -c "DB_PASSWORD=$(cat /run/secrets/` + d.of(lower, 5) + `) exec app"` },
		),
		command(func(d draw) string { return "curl -f http://localhost:" + number(d) + "/health || exit 1" }),
		command(func(d draw) string { return "mysql -u root -p$MYSQL_PASSWORD " + d.of(lower, 5) }),
		command(func(d draw) string {
			return "java -jar app.jar --server.port=" + number(d) + " --spring.config.location=/etc/" + d.of(lower, 5)
		}),
		command(func(d draw) string { return "mkdir -p /data/" + d.of(lower, 6) + " && exec npm run start:prod" }),
		named(
			"traefik.http.routers.app.rule com.datadoghq.ad.check_names",
			func(d draw) string { return "Host(`" + d.of(lower, 7) + ".example.com`)" },
		),
		named(
			"awslogs-group awslogs-stream-prefix splunk-url fluentd-address tag",
			func(d draw) string { return "/ecs/" + d.of(lower, 9) },
		),
	}
}

func look(set *credential.Set, name, value string) string {
	if name == "" {
		return set.Text(value)
	}
	return set.Variable(name, value)
}

// TestHundreds: of three hundred credentials at most three are missed, and of as many near misses at most three taken
// for one.
func TestHundreds(t *testing.T) {
	set := credential.New()
	for _, c := range []struct {
		what   string
		shapes []shape
		is     bool
	}{{"credentials", credentials(), true}, {"near misses", nearMisses(), false}} {
		total, wrong := 0, 0
		for n, s := range c.shapes {
			for i := range drawsEach {
				name, text := s(draw{rand.New(rand.NewPCG(uint64(n), uint64(i)))})
				rule := look(set, name, text)
				total++
				if (rule != "") != c.is {
					wrong++
					t.Logf("%s=%s of the %s is %q", name, text, c.what, rule)
				}
			}
		}
		t.Logf("%d %s, %d wrong", total, c.what, wrong)
		if total < atLeast || wrong*100 > total {
			t.Errorf("%d of %d %s are wrong", wrong, total, c.what)
		}
	}
}

// FuzzSet: no text makes the rules fail, and what is found is the id of a rule, the same each time.
func FuzzSet(f *testing.F) {
	for _, shapes := range [][]shape{credentials(), nearMisses()} {
		for n, s := range shapes {
			name, text := s(draw{rand.New(rand.NewPCG(uint64(n), 0))})
			f.Add(name, text)
		}
	}
	f.Add("$", "${:-")
	set := credential.New()
	f.Fuzz(func(t *testing.T, name, text string) {
		for _, find := range []func() string{func() string { return set.Variable(name, text) }, func() string { return set.Text(text) }} {
			rule := find()
			if strings.Trim(rule, digits+lower+"-") != "" || rule != find() {
				t.Errorf("%q is no rule", rule)
			}
		}
	})
}
