package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// Publisher is who publishes what alarms say.
const Publisher = "cloudwatch.amazonaws.com"

// Grant is a statement of a topic's policy, as far as it bears on publishing.
type Grant struct {
	Denies bool
	// Actions and Principals are those it names, an account's ARN or a service's name.
	Actions, Principals []string
	Conditions          model.List[model.Condition]
}

// Grants reads the statements of a topic's policy; ok is false for what is none.
func Grants(policy string) (all []Grant, ok bool) {
	v, err := fastjson.Parse(policy)
	if err != nil {
		return nil, false
	}
	for _, s := range oneOrMany(v.Get("Statement")) {
		g := Grant{Denies: string(s.GetStringBytes("Effect")) == "Deny", Actions: texts(s.Get("Action")), Conditions: conditions(s.Get("Condition"))}
		principal := s.Get("Principal")
		g.Principals = texts(principal)
		for _, kind := range []string{"Service", "AWS"} {
			if principal != nil && principal.Type() == fastjson.TypeObject {
				g.Principals = append(g.Principals, texts(principal.Get(kind))...)
			}
		}
		all = append(all, g)
	}
	return all, true
}

// HearsAlarms reports whether a topic's policy lets CloudWatch publish what alarms say: the default one
// does, one of one's own only if it names CloudWatch or everybody.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
func HearsAlarms(grants []Grant) model.Value[bool] {
	allows, denies := model.Known(false), model.Known(false)
	for _, g := range grants {
		named := slices.Contains(g.Principals, Publisher) || slices.Contains(g.Principals, "*")
		switch {
		case !named || !slices.ContainsFunc(g.Actions, publishes):
		case g.Denies:
			denies = model.Some(denies, g.denies())
		default:
			allows = model.Some(allows, g.allows())
		}
	}
	return model.Every(allows, model.Not(denies))
}

// publishes reports whether an action of a policy covers sns:Publish.
func publishes(action string) bool {
	prefix, wild := strings.CutSuffix(strings.ToLower(action), "*")
	return prefix == "sns:publish" || wild && strings.HasPrefix("sns:publish", prefix)
}

// denies: one without a condition denies; CloudWatch itself uses TLS.
func (g Grant) denies() model.Value[bool] {
	if !g.Conditions.IsWhole() {
		return model.Unknown[bool](g.Conditions.Why())
	}
	for _, c := range g.Conditions.Items() {
		if !strings.EqualFold(c.Key.Or(""), "aws:SecureTransport") {
			return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "a policy denies publishing on a condition"})
		}
	}
	return model.Known(len(g.Conditions.Items()) == 0)
}

// allows: alarms of the account meet conditions on the account, and on the source only where that may be an alarm.
func (g Grant) allows() model.Value[bool] {
	if !g.Conditions.IsWhole() {
		return model.Unknown[bool](g.Conditions.Why())
	}
	for _, c := range g.Conditions.Items() {
		isAlarm := func(arn string) bool {
			return strings.Contains(arn, ":cloudwatch:") || strings.HasPrefix(arn, "*") || strings.HasPrefix(arn, "arn:aws:*")
		}
		switch strings.ToLower(c.Key.Or("")) {
		case "aws:sourceaccount", "aws:sourceowner", "aws:securetransport", "aws:sourceorgid":
		case "kms:calleraccount", "aws:principalorgid", "aws:principalaccount": // a service has none
			return model.Known(false)
		case "aws:sourcearn":
			if c.Values.IsWhole() && !slices.ContainsFunc(c.Values.Items(), isAlarm) {
				return model.Known(false)
			}
		default:
			return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "a policy allows publishing on a condition"})
		}
	}
	return model.Known(true)
}
