package plan

import (
	"strings"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
)

// collector turns instances into nouns.
type collector struct {
	*linker
	tables
	registry
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
	scaledBy map[*instance]model.Value[string]
	heirs    heirs
	zones    zones
	// called are the names of services, as far as somebody asked.
	called map[*instance]serviceName
	onlyRules
	// exposures say what opens and closes each bucket.
	exposures map[string]*exposure
	// What resources of their own write into the lists of groups, ACLs and tables.
	placedRules   placed[model.SecurityGroupRule]
	placedEntries placed[model.ACLEntry]
	placedRoutes  placed[model.Route]
}

func newCollector(l *linker, r registry) *collector {
	return &collector{
		linker:        l,
		registry:      r,
		associations:  newAssociations(),
		byDefault:     map[string]bool{},
		scaledBy:      map[*instance]model.Value[string]{},
		called:        map[*instance]serviceName{},
		withAddress:   map[string]map[string]bool{},
		credentials:   credential.New(),
		exposures:     map[string]*exposure{},
		placedRules:   newPlaced(content),
		placedEntries: newPlaced(numberOf),
		placedRoutes:  newPlaced(whereTo),
		made:          latest(l.inputs),
	}
}

// mapInstances turns instances into nouns: first what stands alone, with what AWS makes by itself,
// then what attaches to it.
func (c *collector) mapInstances() {
	c.findDefaults()
	c.echoes = c.findEchoes()
	c.findHomes()
	c.zones = c.findZones()
	c.onlyRules = c.findOnlyRules()
	c.mapAll(c.nouns)
	c.assume()
	c.mapAll(c.attachments)
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

func (c *collector) mapAll(mappers map[string]mapper) {
	for _, in := range c.instances {
		if m := mappers[canonicalType(in.typ)]; m != nil && in.twin == nil && !in.isShadow &&
			(!in.data || readableAsData(in.typ)) {
			m(c, in)
		}
	}
}

// base fills what every noun carries.
func (c *collector) base(in *instance, nameAttribute string) model.Resource {
	home := c.homeOf(in)
	r := model.Resource{
		ID: in.address, Type: canonicalType(in.typ), Name: in.str(nameAttribute, in.name), Tags: c.tags(in),
		Region: home.Region, Account: home.Account,
		Source: c.origin(in),
	}
	if arn, ok := in.str("arn").Get(); ok && strings.HasPrefix(arn, "arn:") {
		r.Source.ARN = arn
	} else if id, ok := in.str("id").Get(); ok {
		r.Source.ARN = id
	}
	return r
}

// mapNouns makes the model of what was read and linked.
func mapNouns(l *linker, types registry) (*model.Architecture, error) {
	c := newCollector(l, types)
	c.mapInstances()
	if err := c.sourceErr(); err != nil {
		return nil, err
	}
	for _, gap := range c.gaps {
		c.breakLists(gap.Why())
	}
	a := c.architecture()
	a.Source = c.sourceOf()
	a.Notes = c.notesOf()
	if c.marked.any() {
		a.Hide(c.marked.isIn)
	}
	a.Sort()
	return a, nil
}
