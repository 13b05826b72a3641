package form

import (
	"path"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Home is where a topic or a key is, and so the alarms that it serves.
type Home struct{ Account, Region model.Value[string] }

// meets is whether alarms of the home, when CloudWatch speaks for them, meet a condition.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func (h Home) meets(c model.Condition) model.Value[bool] {
	operator, known := c.Operator.Get()
	key := strings.ToLower(c.Key.Or(""))
	negated := strings.Contains(operator, "Not")
	switch {
	case !known || !c.Key.IsKnown() || strings.HasPrefix(operator, "Null"):
	case slices.Contains([]string{"kms:calleraccount", "aws:principalorgid", "aws:principalaccount"}, key): // a service has none
		return model.Known(
			negated || strings.HasSuffix(operator, "IfExists") || strings.HasPrefix(operator, "ForAllValues:"),
		)
	case key == "aws:securetransport" && strings.HasPrefix(operator, "Bool"):
		return has(c.Values, "true")
	case key == "aws:sourceorgid" && !negated: // whose organisation is the account's
		return model.Known(true)
	case key == "aws:sourceaccount", key == "aws:sourceowner":
		return negatedIf(negated, h.isAccount(c))
	case key == "aws:sourcearn":
		return negatedIf(negated, h.isAlarm(c))
	}
	return model.Unknown[bool](
		model.Why{Reason: model.Unsupported, Detail: "a policy speaks of publishing on a condition"},
	)
}

func negatedIf(negated bool, meets model.Value[bool]) model.Value[bool] {
	if negated {
		return model.Not(meets)
	}
	return meets
}

// isAccount is whether the account is among the values; one that a plan does not know is taken for the one meant.
func (h Home) isAccount(c model.Condition) model.Value[bool] {
	account, known := h.Account.Get()
	if !known || slices.ContainsFunc(c.Values.Items(), func(v string) bool { return fits(v, account) }) {
		return model.Known(true)
	}
	return has(c.Values, account)
}

// isAlarm is whether every alarm of the home is among the sources; some of them alone are not decided.
func (h Home) isAlarm(c model.Condition) model.Value[bool] {
	result := has(c.Values, "*")
	for _, pattern := range c.Values.Items() {
		name, sure := h.alarmName(pattern)
		switch {
		case sure && name == "*":
			return model.Known(true)
		case !sure:
			result = model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: "whom a policy lets publish"})
		case name != "":
			result = model.Unknown[bool](
				model.Why{Reason: model.Unsupported, Detail: "a policy speaks of alarms by their names"},
			)
		}
	}
	return result
}

func isSourceARN(c model.Condition) bool {
	return strings.EqualFold(c.Key.Or(""), "aws:SourceArn") && !strings.Contains(c.Operator.Or("Not"), "Not")
}

// alarmNames are the patterns of the names of those alarms that are among the sources.
func (h Home) alarmNames(c model.Condition) (names []string) {
	for _, pattern := range c.Values.Items() {
		if name, sure := h.alarmName(pattern); sure && name != "" {
			names = append(names, name)
		}
	}
	return names
}

// alarmName is the pattern of the names of the alarms that an ARN is of, * for all and empty for none; sure is false
// where apply will tell.
func (h Home) alarmName(pattern string) (name string, sure bool) {
	if strings.HasPrefix(pattern, model.KnownLater) {
		return "", false
	}
	fields := strings.SplitN(pattern, ":", 7)
	if last := len(fields) - 1; len(fields) < 7 &&
		strings.HasSuffix(fields[last], "*") { // it stands for all that follows
		fields = append(fields, slices.Repeat([]string{"*"}, 6-last)...)
	}
	if len(fields) < 7 {
		return "", true
	}
	for i, own := range []model.Value[string]{model.Known("arn"), {}, model.Known("cloudwatch"), h.Region, h.Account, model.Known("alarm")} {
		if text, known := own.Get(); known && !fits(fields[i], text) && !strings.Contains(fields[i], model.KnownLater) {
			return "", true
		}
	}
	return fields[6], !strings.Contains(fields[6], model.KnownLater)
}

// fits reports whether a text fits a pattern of a policy.
func fits(pattern, text string) bool {
	is, err := path.Match(pattern, text)
	return err == nil && is
}
