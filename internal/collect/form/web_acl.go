package form

import (
	"encoding/json"

	"github.com/archcheck/archcheck/internal/model"
)

// webACLRule is what of a rule of a web ACL decides whether it keeps requests away.
type webACLRule struct {
	Action         map[string]any
	OverrideAction map[string]any
}

// WebACLRules counts the rules of a web ACL, in the JSON of WAF's own API, and says whether any of them
// keeps requests away.
func WebACLRules(text model.Value[string]) (number model.Value[int], block model.Value[bool]) {
	var all []webACLRule
	rules, known := text.Get()
	why := text.Why()
	if known {
		why = model.Why{Reason: model.Unsupported, Detail: "the rules of the web ACL are no JSON array of rules"}
	}
	if !known || json.Unmarshal([]byte(rules), &all) != nil {
		return model.Unknown[int](why), model.Unknown[bool](why)
	}
	blocks := false
	for _, r := range all {
		blocks = blocks || r.blocks()
	}
	return model.Known(len(all)), model.Known(blocks)
}

// blocks reports whether a rule does more than count and allow. The rules of a group act as the
// group says, unless the ACL overrides them.
// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
func (r webACLRule) blocks() bool {
	for _, action := range []string{"Block", "Captcha", "Challenge"} {
		if _, stops := r.Action[action]; stops {
			return true
		}
	}
	_, asGroupSays := r.OverrideAction["None"]
	return asGroupSays
}
