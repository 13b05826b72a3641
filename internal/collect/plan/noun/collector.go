// Package noun makes nouns of the model of what was read and resolved: one for each thing, whatever resources and
// attributes it is written with.
package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
)

// collector turns instances into nouns.
type collector struct {
	*resolve.Linker
	tables
	Registry
	echoes
	associations associations
	// withAddress is by type whom elastic IPs are given to.
	withAddress map[string]map[string]bool
	fitted      fitted
	// defaultGroups are the default groups by VPC, found when somebody asks.
	defaultGroups map[string]string
	// wornByDefault is what an instance wears that names neither subnet nor group, found when somebody asks.
	wornByDefault *model.List[string]
	// credentials recognizes credentials in plain texts.
	credentials *credential.Set
	// made is when the plan was made, RFC 3339, empty when it does not say.
	made string
	// byDefault are services whose launch type is left to their cluster.
	byDefault map[string]bool
	// scaledBy is what scaling targets and policies are for, as far as somebody asked.
	scaledBy map[*read.Instance]model.Value[string]
	heirs    heirs
	zones    zones
	// called are the names of services, as far as somebody asked.
	called map[*read.Instance]serviceName
	onlyRules
	// exposures say what opens and closes each bucket.
	exposures map[string]*exposure
	// What resources of their own write into the lists of groups, ACLs and tables.
	placedRules   placed[model.SecurityGroupRule]
	placedEntries placed[model.ACLEntry]
	placedRoutes  placed[model.Route]
}

func newCollector(l *resolve.Linker, r Registry) *collector {
	return &collector{
		Linker:        l,
		Registry:      r,
		associations:  newAssociations(),
		byDefault:     map[string]bool{},
		scaledBy:      map[*read.Instance]model.Value[string]{},
		called:        map[*read.Instance]serviceName{},
		withAddress:   map[string]map[string]bool{},
		credentials:   credential.New(),
		exposures:     map[string]*exposure{},
		placedRules:   newPlaced(content),
		placedEntries: newPlaced(numberOf),
		placedRoutes:  newPlaced(whereTo),
		made:          read.Latest(l.Inputs),
	}
}

// mapInstances turns instances into nouns: first what stands alone, with what AWS makes by itself,
// then what attaches to it.
func (c *collector) mapInstances() {
	c.findDefaults()
	c.echoes = c.findEchoes()
	c.FindHomes()
	c.zones = c.findZones()
	c.onlyRules = c.findOnlyRules()
	c.mapAll(c.Nouns)
	c.assume()
	c.mapAll(c.Attachments)
	c.associate()
	c.settleBuckets()
	c.settleInternetAccess()
	c.leaveOutOldClaims()
	c.heirs.settleAll()
	c.findInterfaces()
	c.registerGroups()
	c.countUnread()
	c.wearDefaultInterfaces()
	c.listTargetGroups()
	c.wearDefaults()
	c.placeOnInstances()
}

func (c *collector) mapAll(mappers map[string]Mapper) {
	for _, in := range c.Instances {
		if m := mappers[read.CanonicalType(in.Type)]; m != nil && in.Twin == nil && !in.IsShadow &&
			(!in.Data || read.ReadableAsData(in.Type)) {
			m(c, in)
		}
	}
}

// base fills what every noun carries.
func (c *collector) base(in *read.Instance, nameAttribute string) model.Resource {
	home := c.HomeOf(in)
	r := model.Resource{
		ID: in.Address, Type: read.CanonicalType(in.Type), Name: in.Text(nameAttribute, in.Name), Tags: c.Tags(in),
		Region: home.Region, Account: home.Account,
		Source: c.Origin(in),
	}
	if arn, ok := in.Text("arn").Get(); ok && strings.HasPrefix(arn, "arn:") {
		r.Source.ARN = arn
	} else if id, ok := in.Text("id").Get(); ok {
		r.Source.ARN = id
	}
	return r
}

// Map makes the model of what was read and linked.
func Map(l *resolve.Linker, types Registry) (*model.Architecture, error) {
	c := newCollector(l, types)
	c.mapInstances()
	if err := c.SourceErr(); err != nil {
		return nil, err
	}
	for _, gap := range c.Gaps {
		c.breakLists(gap.Why())
	}
	a := c.architecture()
	a.Source = c.SourceOf()
	a.Notes = c.NotesOf()
	if c.Marked.Any() {
		a.Hide(c.Marked.IsIn)
	}
	a.Sort()
	return a, nil
}
