// Package wiring derives from the model which resources form a stack and which role each
// of them plays. Roles come from what is attached to what, never from names.
package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// Index finds nouns by id.
type Index struct {
	Model           *model.Architecture
	VPCs            map[string]*model.VPC
	Subnets         map[string]*model.Subnet
	SecurityGroups  map[string]*model.SecurityGroup
	LoadBalancers   map[string]*model.LoadBalancer
	TargetGroups    map[string]*model.TargetGroup
	Services        map[string]*model.Service
	TaskDefinitions map[string]*model.TaskDefinition
	Databases       map[string]*model.Database
	Caches          map[string]*model.Cache
	Clusters        map[string]*model.Cluster
	ScalingPolicies map[string]*model.ScalingPolicy
	Topics          map[string]*model.Topic
	Roles           map[string]*model.Role
	Keys            map[string]*model.Key
	Secrets         map[string]*model.Secret
	LogGroups       map[string]*model.LogGroup
	Repositories    map[string]*model.Repository
	Certificates    map[string]*model.Certificate
	NATGateways     map[string]*model.NATGateway
	ParameterGroups map[string]*model.ParameterGroup
	WebACLs         map[string]*model.WebACL
	// Aliases are the records by what they alias, those of which that is not known under "?".
	Aliases map[string][]*model.Record
	// Elsewhere is a record that aliases a load balancer by a name that none is known to have, or nil.
	Elsewhere *model.Record
	// things are the nouns of the table of kinds, kinds the kind of each, by id.
	things map[string]model.Noun
	kinds  map[string]string
}

// NewIndex indexes an architecture.
func NewIndex(a *model.Architecture) *Index {
	ix := &Index{
		Model:           a,
		VPCs:            byID(a.VPCs),
		Subnets:         byID(a.Subnets),
		SecurityGroups:  byID(a.SecurityGroups),
		LoadBalancers:   byID(a.LoadBalancers),
		TargetGroups:    byID(a.TargetGroups),
		Services:        byID(a.Services),
		TaskDefinitions: byID(a.TaskDefinitions),
		Databases:       byID(a.Databases),
		Caches:          byID(a.Caches),
		Clusters:        byID(a.Clusters),
		ScalingPolicies: byID(a.ScalingPolicies),
		Topics:          byID(a.Topics),
		Roles:           byID(a.Roles),
		Keys:            byID(a.Keys),
		Secrets:         byID(a.Secrets),
		LogGroups:       byID(a.LogGroups),
		Repositories:    byID(a.Repositories),
		Certificates:    byID(a.Certificates),
		NATGateways:     byID(a.NATGateways),
		ParameterGroups: byID(a.ParameterGroups),
		WebACLs:         byID(a.WebACLs),
		Aliases:         aliases(a),
		things:          map[string]model.Noun{},
		kinds:           map[string]string{},
	}
	ix.findThings()
	ix.Elsewhere = aliasElsewhere(a)
	return ix
}

// findThings indexes the nouns of the table of kinds.
func (ix *Index) findThings() {
	kinds := map[string]string{}
	for _, name := range kind.Names() {
		kinds[kind.CollectionOf(name)] = name
	}
	ix.Model.Each(func(collection string, noun model.Noun) {
		if name := kinds[collection]; name != "" {
			ix.things[noun.Base().ID], ix.kinds[noun.Base().ID] = noun, name
		}
	})
}

func aliases(a *model.Architecture) map[string][]*model.Record {
	all := map[string][]*model.Record{}
	for i := range a.Records {
		r := &a.Records[i]
		all[r.AliasTarget.Or("?")] = append(all[r.AliasTarget.Or("?")], r)
	}
	return all
}

func aliasElsewhere(a *model.Architecture) *model.Record {
	names := map[string]bool{}
	for i := range a.LoadBalancers {
		names[a.LoadBalancers[i].DNSName.Or("")] = true
	}
	for i := range a.Records {
		if to := a.Records[i].AliasTarget.Or(""); strings.Contains(to, ".elb.") && !names[to] {
			return &a.Records[i]
		}
	}
	return nil
}

func byID[T any, P interface {
	*T
	model.Noun
}](nouns []T) map[string]*T {
	m := make(map[string]*T, len(nouns))
	for i := range nouns {
		m[P(&nouns[i]).Base().ID] = &nouns[i]
	}
	return m
}

// gapped marks a list as not whole where the model has a gap in any of the collections.
func gapped[T any](a *model.Architecture, list model.List[T], collections ...string) model.List[T] {
	for _, c := range collections {
		if gap := a.GapFor(c); gap != nil {
			return list.Broken(gap.Why())
		}
	}
	return list
}

// Thing is what has a kind of its own, by its id, or nil.
func (ix *Index) Thing(id string) model.Noun { return ix.things[id] }

// placeOf is where a thing is; one without network interfaces is nowhere.
func (ix *Index) placeOf(id string) *model.Placement {
	if placed, ok := ix.things[id].(model.Placed); ok {
		return placed.Place()
	}
	p := model.Nowhere()
	return &p
}

// KindOf is the kind of a thing, empty for what has none.
func (ix *Index) KindOf(id string) string { return ix.kinds[id] }
