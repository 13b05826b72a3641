package pricing

import (
	"fmt"
	"strings"
)

// filter is an attribute of a product and the value it must have.
type filter struct{ field, value string }

// databaseEngines are the price list's names of what RDS calls an engine.
func databaseEngines() map[string]string {
	return map[string]string{
		"postgres":          "PostgreSQL",
		"mysql":             "MySQL",
		"mariadb":           "MariaDB",
		"aurora-postgresql": "Aurora PostgreSQL",
		"aurora-mysql":      "Aurora MySQL",
	}
}

func cacheEngines() map[string]string {
	return map[string]string{"redis": "Redis", "valkey": "Valkey"}
}

// offer is the service of the price list that a key belongs to, by the key's first part, and
// what tells its product from others of the same usage type.
func offer(key string) (code string, extra []filter, err error) {
	parts := strings.Split(key, "/")
	switch parts[0] {
	case "rds", "aurora-storage", "aurora-io", "aurora-backup":
		return engineOffer("AmazonRDS", "databaseEngine", databaseEngines(), parts)
	case "cache":
		return engineOffer("AmazonElastiCache", "cacheEngine", cacheEngines(), parts)
	case "rds-storage", "rds-iops":
		return "AmazonRDS", []filter{{"databaseEngine", "PostgreSQL"}}, nil
	case "rds-backup":
		return "AmazonRDS", []filter{{"databaseEngine", "Any"}}, nil
	case "nat":
		return "AmazonEC2", []filter{{"productFamily", "NAT Gateway"}}, nil
	case "alb":
		return "AWSELB", []filter{{"productFamily", "Load Balancer-Application"}}, nil
	case "transfer":
		return "AWSDataTransfer", []filter{{"transferType", "AWS Outbound"}, {"toLocation", "External"}}, nil
	case "s3":
		return "AmazonS3", []filter{{"volumeType", "Standard"}}, nil
	}
	if code := plainOffers()[parts[0]]; code != "" {
		return code, nil, nil
	}
	return "", nil, fmt.Errorf("no service of the price list is known for %q", key)
}

// plainOffers are the services whose usage types are enough.
func plainOffers() map[string]string {
	return map[string]string{
		"fargate":  "AmazonECS",
		"ipv4":     "AmazonVPC",
		"endpoint": "AmazonVPC",
		"secret":   "AWSSecretsManager",
		"kms":      "awskms",
		"logs":     "AmazonCloudWatch",
		"alarm":    "AmazonCloudWatch",
		"metric":   "AmazonCloudWatch",
		"zone":     "AmazonRoute53",
		"ecr":      "AmazonECR",
		"waf":      "awswaf",
	}
}

// engineOffer is one whose products share usage types between engines; the engine is the key's second part.
func engineOffer(code, field string, engines map[string]string, parts []string) (string, []filter, error) {
	if len(parts) < 2 || engines[parts[1]] == "" {
		return "", nil, fmt.Errorf("no engine of the price list is named in %q", strings.Join(parts, "/"))
	}
	return code, []filter{{field, engines[parts[1]]}}, nil
}
