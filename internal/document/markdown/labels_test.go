package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestLabels: what a diagram says beside the name of a thing is asked, or it is said that nothing holds it.
func TestLabels(t *testing.T) {
	for diagram, want := range map[string][]string{
		"svc[ECS on EC2] --> db[(RDS PostgreSQL)]":                        {"application.launch_type = [EC2]"},
		"svc[ECS Fargate or EC2] --> db[(RDS PostgreSQL)]":                {"application.launch_type one of [FARGATE EC2]"},
		"svc[ECS Fargate] --> db[(Aurora MySQL)]":                         {"database.engine = [aurora-mysql]"},
		"svc[ECS Fargate] --> db[(Aurora)]":                               {"database.engine one of [aurora-mysql aurora-postgresql]"},
		"svc[ECS Fargate] --> db[(RDS PostgreSQL 16)]":                    {"database.engine_version = [16]"},
		`svc[ECS Fargate] --> db[("RDS PostgreSQL, db.r6g.large")]`:       {"database.instance_class = [db.r6g.large]"},
		`svc["ECS Fargate<br/>3 nodes"] --> db[(RDS PostgreSQL)]`:         {"in part 6"},
		`svc["ECS Fargate x5"] --> db[(RDS PostgreSQL)]`:                  {"in part 6"},
		`svc["ECS Fargate<br/>2-10 tasks"] --> db[(RDS PostgreSQL)]`:      {"application.tasks between [2 10]"},
		`svc["ECS Fargate<br/>0.5 vCPU"] --> db[(RDS PostgreSQL)]`:        {"application.cpu_units = [512]"},
		`svc["ECS Fargate<br/>0.5 vCPU, 1 GB"] --> db[(RDS PostgreSQL)]`:  {"application.memory_mib = [1024]"},
		`svc[ECS Fargate] --> db[("ElastiCache Redis 7")]`:                {"cache.engine_version = [7]"},
		`svc["ECS Fargate 1"] --> db[(RDS PostgreSQL)]`:                   {"component application service"},
		`alb[ALB] -->|gRPC| svc[ECS Fargate]`:                             {"in part 6", "edge load_balancer -> application any 0-65535"},
		`alb[ALB] -->|HTTPS:443 disabled| svc[ECS Fargate]`:               {"ambiguous 6"},
		`alb[ALB] -->|no longer used| svc[ECS Fargate]`:                   {"component application service"},
		`alb["ALB (internal)"] -->|80| svc[ECS Fargate]`:                  {"load_balancer.scheme = [internal]"},
		`x["S3 or EFS"] --> svc[ECS Fargate]`:                             {"ambiguous 6"},
		`x["Fargate or Lambda"] --> svc[ECS Fargate]`:                     {"ambiguous 6"},
		`x["App Server<br/>ECS/EC2"] --> svc[ECS Fargate]`:                {"ambiguous 6"},
		`x["ALB or NLB"] -->|80| svc[ECS Fargate]`:                        {"load_balancer.type one of [application network]"},
		`svc[ECS Fargate] --> db[("RDS PostgreSQL or MySQL")]`:            {"database.engine one of [mysql postgres]", "edge application -> database any 0-65535"},
		`alb[ALB] -->|HTTP or HTTPS| svc[ECS Fargate]`:                    {"ambiguous 6"},
		`alb[ALB] -->|HTTP or gRPC| svc[ECS Fargate]`:                     {"ambiguous 6"},
		`alb[ALB] -->|8080 or 9090| svc[ECS Fargate]`:                     {"ambiguous 6"},
		`i((Internet)) -->|HTTPS/HTTP| alb[ALB]`:                          {"edge internet -> load_balancer tcp 80-80", "edge internet -> load_balancer tcp 443-443"},
		`svc[ECS Fargate] -->|TLS| c[("ElastiCache Redis")]`:              {"edge application -> cache tcp 6379-6379"},
		`svc[ECS Fargate] --> r[ECS Task Role]`:                           {"component application service"},
		`svc[ECS Fargate] --> m["RDS Snapshots<br/>30 days"]`:             {"not understood 6"},
		`svc["ECS Fargate<br/>desired=2"] --> db[("RDS MySQL")]`:          {"application.tasks = [2]"},
		`svc["ECS Fargate<br/>CPU: 512"] --> db[("RDS MySQL")]`:           {"application.cpu_units = [512]"},
		`svc["ECS Fargate<br/>reserved capacity"] --> db[("RDS MySQL")]`:  {"component application service"},
		`db[("RDS MySQL")] --> svc[ECS Fargate]`:                          {"ambiguous 6"},
		`svc["ECS Fargate<br/>Port: 8000<br/>2 vCPU"] --> q[SQS]`:         {"application.cpu_units = [2048]"},
		`f["Lambda<br/>256 MB"] --> q[SQS]`:                               {"function.memory_mib = [256]"},
		`svc[ECS Fargate] --> g[API Gateway]`:                             {"not understood 6"},
		"subgraph p[Private subnets]\nsvc[ECS Fargate]\nend":              {"private.way_out one of [nat none]"},
		"subgraph p[Private subnets in eu-west-1]\nsvc[ECS Fargate]\nend": {"not understood 6"},
	} {
		text := "# Labels\n\n```mermaid\n\ngraph LR\n" + diagram + "\n```\n"
		got := summary(t, "labels.md", []byte(text))
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s\n  misses %s in\n  %s", diagram, line, strings.Join(got, "\n  "))
			}
		}
		isDoubted := slices.ContainsFunc(got, func(line string) bool { return strings.HasSuffix(line, " 6") })
		if wantsDoubt := slices.ContainsFunc(
			want,
			func(line string) bool { return strings.HasSuffix(line, " 6") },
		); isDoubted &&
			!wantsDoubt {
			t.Errorf("%s: %s", diagram, strings.Join(got, "\n  "))
		}
	}
}

// TestClosedOnlyWhereUnderstood: nothing more is permitted where all rules of a component were understood, and only
// there.
func TestClosedOnlyWhereUnderstood(t *testing.T) {
	const drawn = "# Rules\n\n```mermaid\ngraph LR\n  alb[ALB] -->|3000| app[ECS Fargate]\n  app -->|5432| db[(RDS PostgreSQL)]\n```\n\n"
	const head = "| Source | Destination | Port |\n|---|---|---|\n"
	for table, want := range map[string]string{
		head + "| ALB | ECS | 3000 |\n| ECS | RDS | 5432 |\n":                                                                         "nothing more into application",
		head + "| ALB | ECS | 3000 |\n| the vendor | ECS | 22 |\n":                                                                    "",
		head + "| somebody | ECS | 3000 |\n| nobody knows | RDS | 5432 |\n":                                                           "",
		head + "| ALB | ECS | 3000 |\n| everything but the ALB | ECS | 22 |":                                                          "",
		"| Source | Destination | Port | Action |\n|---|---|---|---|\n| ALB | ECS | 3000 | Allow |\n| Internet | ECS | 22 | Deny |\n": "",
	} {
		got := summary(t, "rules.md", []byte(drawn+table))
		isClosed := slices.Contains(got, "nothing more into application") || slices.Contains(got, "nothing more")
		if isClosed != (want != "") {
			t.Errorf("%s: %s", table, strings.Join(got, "\n"))
		}
		for _, line := range got {
			if strings.Contains(line, "internet -> application") {
				t.Errorf("%s: %s", table, line)
			}
		}
	}
}
