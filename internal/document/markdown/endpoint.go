package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// endpointService is the service that the label of an endpoint says it leads to, as AWS names it; empty for none and for
// several.
func endpointService(words []string) string {
	if all := endpointServices(words); len(all) == 1 {
		return all[0]
	}
	return ""
}

// endpointServices are those that a label says, in no order; empty for ECR, which has two.
func endpointServices(words []string) (all []string) {
	text := " " + strings.ReplaceAll(strings.Join(words, " "), ".", " ") + " "
	for _, s := range []struct{ says, service string }{
		{"secrets manager", "secretsmanager"}, {"secretsmanager", "secretsmanager"}, {"logs", "logs"},
		{"ecr api", "ecr.api"}, {"ecr dkr", "ecr.dkr"}, {"ecr docker", "ecr.dkr"}, {"ecr", ""}, {"sqs", "sqs"},
		{"sns", "sns"}, {"kms", "kms"}, {"sts", "sts"}, {"ssm", "ssm"}, {"ssmmessages", "ssmmessages"},
		{"ec2messages", "ec2messages"}, {"ec2", "ec2"}, {"ecs", "ecs"}, {"rds", "rds"}, {"eventbridge", "events"},
		{"bedrock", "bedrock-runtime"},
	} {
		if !strings.Contains(text, " "+s.says+" ") {
			continue
		}
		text = strings.ReplaceAll(text, " "+s.says+" ", "  ")
		if !slices.Contains(all, s.service) {
			all = append(all, s.service)
		}
	}
	return all
}

// withEachEndpoint is a diagram in which a box for the endpoints of several services is one for each.
func (r *reader) withEachEndpoint(d *mermaid.Diagram) *mermaid.Diagram {
	copies := map[string][]string{}
	one := *d
	one.Nodes = nil
	for _, n := range d.Nodes {
		words := r.lexicon.words(r.patterns.labelText(n.Text))
		services := endpointServices(words)
		if len(services) < 2 || r.lexicon.classify(words).kind != "endpoint" || r.lexicon.GroupWords.in(words) {
			one.Nodes = append(one.Nodes, n)
			continue
		}
		for i, service := range services {
			other := n
			other.Text = "VPC endpoint " + service
			if i > 0 {
				other.ID = fmt.Sprintf("%s %d", n.ID, i+1)
			}
			one.Nodes, copies[n.ID] = append(one.Nodes, other), append(copies[n.ID], other.ID)
		}
	}
	if len(copies) == 0 {
		return d
	}
	one.Edges, one.Groups = edgesOfEach(d.Edges, copies), slices.Clone(d.Groups)
	for i, g := range one.Groups {
		one.Groups[i].Members = nil
		for _, m := range g.Members {
			one.Groups[i].Members = append(one.Groups[i].Members, each(m, copies)...)
		}
	}
	return &one
}

// edgesOfEach gives each of several nodes the edges of the one that they stand for.
func edgesOfEach(edges []mermaid.Edge, copies map[string][]string) (all []mermaid.Edge) {
	for _, e := range edges {
		for _, from := range each(e.From, copies) {
			for _, to := range each(e.To, copies) {
				e.From, e.To = from, to
				all = append(all, e)
			}
		}
	}
	return all
}

// each are the nodes that one stands for.
func each(id string, copies map[string][]string) []string {
	if all := copies[id]; len(all) > 0 {
		return all
	}
	return []string{id}
}

// endpointKey tells an endpoint from others by its service; empty where its label says none.
func endpointKey(words []string) string {
	service := endpointService(words)
	if service == "" {
		return ""
	}
	return strings.ReplaceAll(service, ".", " ") + " endpoint"
}
