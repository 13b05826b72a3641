package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// hearsAlarms reports whether CloudWatch can publish to a topic: its policy lets it, and it is not encrypted
// with the key of AWS's own, which CloudWatch may not use.
// https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
func (c *collector) hearsAlarms(in *instance) model.Value[bool] {
	if in.data {
		return model.Unknown[bool](model.Why{Reason: model.NotManaged, Detail: "a data source does not show a topic's policy"})
	}
	key := in.str("kms_master_key_id", "")
	awsKey := model.Map(key, func(id string) bool { return strings.HasSuffix(id, "alias/aws/sns") || c.isBehindAliasOfAWS(id) })
	if id := c.ref(in, []string{"aws_kms_key", "aws_kms_alias"}, "kms_master_key_id", ""); !key.IsKnown() && c.byAddress[id.Or("")] != nil {
		awsKey = model.Known(false) // one that the plan manages is not AWS's own
	}
	return model.Every(model.Not(awsKey), c.policyHears(in))
}

// isBehindAliasOfAWS reports whether a data source reads an alias of AWS's own that leads to a key.
func (c *collector) isBehindAliasOfAWS(key string) bool {
	return slices.ContainsFunc(c.byType["aws_kms_alias"], func(alias *instance) bool {
		id := alias.plain("target_key_id")
		return strings.HasPrefix(alias.plain("name"), "alias/aws/") && id != "" && (key == id || strings.HasSuffix(key, "/"+id))
	})
}

// policyHears reports it of the policy that an attribute holds; without one the default applies.
func (c *collector) policyHears(in *instance) model.Value[bool] {
	policy := in.str("policy", "")
	text, known := policy.Get()
	if !known {
		if data := c.policyDocument(in, "policy"); data != nil {
			return c.documentHears(data)
		}
		if text, known = c.writtenText(in, "policy"); !known {
			return model.Unknown[bool](policy.Why())
		}
	}
	if text == "" {
		return model.Known(true)
	}
	grants, ok := form.Grants(text)
	if !ok {
		return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "the policy of " + in.address + " is not JSON"})
	}
	return form.HearsAlarms(grants)
}

// documentHears reports it of a document of which only apply tells the text.
func (c *collector) documentHears(data *instance) model.Value[bool] {
	var grants []form.Grant
	statements := c.documentStatements(data, data.address, map[*instance]bool{})
	n, s := data.count("statement")
	if s != isKnown || !statements.IsWhole() || n != len(statements.Items()) {
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: data.address})
	}
	for i, statement := range statements.Items() {
		effect, known := statement.Effect.Get()
		if !known || !statement.Actions.IsWhole() {
			return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: data.address})
		}
		g := form.Grant{Denies: effect == "Deny", Actions: statement.Actions.Items(), Conditions: statement.Conditions}
		prefix := "statement." + strconv.Itoa(i) + ".principals"
		m, s := data.count(prefix)
		if s.isHidden() || s == isUnknown {
			return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: data.address})
		}
		for j := range m {
			names := data.strs(prefix + "." + strconv.Itoa(j) + ".identifiers")
			if effect == "Deny" && !names.IsWhole() {
				return model.Unknown[bool](names.Why())
			}
			g.Principals = append(g.Principals, names.Items()...)
		}
		grants = append(grants, g)
	}
	return form.HearsAlarms(grants)
}

// topicPolicy replaces the policy of a topic.
func topicPolicy(c *collector, in *instance) {
	topics, exact := c.topics.of(c.ref(in, []string{"aws_sns_topic"}, "arn"))
	for _, t := range topics {
		if !exact {
			t.HearsAlarms = model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may be its policy"})
			continue
		}
		t.HearsAlarms = c.policyHears(in)
	}
}
