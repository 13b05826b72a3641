package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func databaseProxy(c *collector, in *read.Instance) {
	p := model.Proxy{
		Lifecycle:    model.Unseen(),
		Resource:     c.base(in, "name"),
		EngineFamily: in.Text("engine_family"),
		RequireTLS:   in.Boolean("require_tls", false),
		Role: c.Ref(
			in,
			[]string{"aws_iam_role"},
			"role_arn",
		),
		Secrets:   model.Whole[string](),
		Databases: model.Whole[string](),
		// A proxy has no public address.
		// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
		Placement: c.placed(
			in,
			c.Refs(in, subnetTypes(), "vpc_subnet_ids"),
			"vpc_security_group_ids",
			model.Known(false),
		),
	}
	n, s := in.Count("auth")
	if s.IsOpen() {
		p.Secrets = p.Secrets.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		if secret := c.Ref(
			in,
			[]string{"aws_secretsmanager_secret", "aws_db_instance", "aws_rds_cluster"},
			"auth."+strconv.Itoa(i)+".secret_arn",
			"",
		); secret.Or("?") != "" {
			p.Secrets = addRef(p.Secrets, secret)
		}
	}
	if in.Data {
		p.Databases = p.Databases.Broken(
			model.Why{Reason: model.NotManaged, Detail: "another state manages " + in.Address + ", with its targets"},
		)
	}
	c.proxies.add(in.Address, p)
}

// proxyTarget adds a database behind a proxy, an instance or a cluster.
func proxyTarget(c *collector, in *read.Instance) {
	database := c.Ref(in, []string{"aws_db_instance"}, "db_instance_identifier", "")
	if database.Or("?") == "" || !in.IsWritten("db_instance_identifier") {
		database = c.Ref(in, []string{"aws_rds_cluster"}, "db_cluster_identifier", "")
	}
	attachTo(
		&c.proxies,
		c.Ref(in, []string{"aws_db_proxy"}, "db_proxy_name"),
		in,
		func(p *model.Proxy, doubt *model.Why) {
			p.Databases = addRef(p.Databases, perhaps(database, doubt))
		},
	)
}
