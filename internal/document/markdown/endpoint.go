package markdown

import "strings"

// endpointService is the service that the label of an endpoint says it leads to, as AWS names it; empty for none and for
// several.
func endpointService(words []string) string {
	text, found := " "+strings.Join(words, " ")+" ", ""
	for _, s := range []struct{ says, service string }{
		{"secrets manager", "secretsmanager"}, {"secretsmanager", "secretsmanager"}, {"logs", "logs"},
		{"ecr api", "ecr.api"}, {"ecr dkr", "ecr.dkr"}, {"ecr docker", "ecr.dkr"}, {"sqs", "sqs"}, {"sns", "sns"},
		{"kms", "kms"}, {"sts", "sts"}, {"ssm", "ssm"}, {"ssmmessages", "ssmmessages"}, {"ec2messages", "ec2messages"},
		{"ec2", "ec2"}, {"ecs", "ecs"}, {"rds", "rds"}, {"eventbridge", "events"}, {"bedrock", "bedrock-runtime"},
	} {
		if !strings.Contains(text, " "+s.says+" ") || found == s.service {
			continue
		}
		if found != "" {
			return ""
		}
		found = s.service
	}
	return found
}

// endpointKey tells an endpoint from others by its service; empty where its label says none.
func endpointKey(words []string) string {
	service := endpointService(words)
	if service == "" {
		return ""
	}
	return strings.ReplaceAll(service, ".", " ") + " endpoint"
}
