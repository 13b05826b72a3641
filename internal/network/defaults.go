package network

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// fillDefaultGroups lists what the default security group of each VPC permits.
func (a *analysis) fillDefaultGroups() {
	defaults, open := map[string]*model.SecurityGroup{}, map[string]*model.SecurityGroup{}
	for i := range a.Model.SecurityGroups {
		g := &a.Model.SecurityGroups[i]
		if isDefault, ok := g.Default.Get(); !ok && g.VPC.IsKnown() {
			open[g.VPC.Or("")] = g
		} else if isDefault {
			defaults[g.VPC.Or("")] = g
		}
	}
	for i := range a.facts.VPCs {
		v := &a.facts.VPCs[i]
		switch g := defaults[v.ID]; {
		case open[v.ID] != nil:
			v.DefaultGroupEmpty = model.Unknown[bool](open[v.ID].Default.Why())
		case a.VPCs[v.ID] == nil:
			v.DefaultGroupEmpty = model.Unknown[bool](v.CIDRBlocks.Why())
		case g == nil:
			why := model.Why{Reason: model.NotInSource, Detail: "its default security group was not read"}
			v.DefaultGroupEmpty = model.Unknown[bool](why)
		default:
			a.fillDefaultGroup(v, g)
		}
	}
}

// fillDefaultGroup lists the rules of a default group. Each permits somebody something,
// whatever is open about it; what was not read may.
func (a *analysis) fillDefaultGroup(v *wiring.VPC, g *model.SecurityGroup) {
	v.DefaultGroup = g.ID
	v.DefaultGroupEmpty = model.Known(true)
	for _, ingress := range []bool{true, false} {
		for _, rule := range a.reach.sure.group(g.ID, ingress) {
			if rule.unread {
				v.DefaultGroupEmpty = model.Unknown[bool](*rule.why)
				continue
			}
			text := fmt.Sprintf("%s %s (%s)", a.reach.name(rule.written), rule.ports(), a.reach.name(rule.origin))
			v.DefaultGroupRules = append(v.DefaultGroupRules, text)
			v.DefaultGroupCauses = append(v.DefaultGroupCauses, cause(rule.origin, g.ID))
		}
	}
	if len(v.DefaultGroupRules) > 0 {
		v.DefaultGroupEmpty = model.Known(false)
	}
	v.DefaultGroupCauses = sorted(v.DefaultGroupCauses)
}
