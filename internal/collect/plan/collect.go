// Package plan turns Terraform plan or state JSON into the model.
//
// It reads the end state (what will exist after apply), resolves references through
// `configuration`, brings every idiom to one noun, and never guesses: what cannot be
// resolved is unknown, with the reason.
package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/workers"
)

// Options name the input and say where its Terraform source is.
type Options struct {
	// Name is the file as the user named it; it goes into the report.
	Name string
	// Source is the folder of the Terraform source, empty when there is none.
	Source string
	// Snapshot is the configuration in a plan file; then Source is the folder that it was made in,
	// for the templates and other files that it reads.
	Snapshot *source.Snapshot
	// OwnSource says that Source or Snapshot is known to be what the plan was made from, so that it need
	// not be compared with the plan.
	OwnSource bool
	// observe is told of each attribute that is read, for the test that asks which ones nobody reads.
	observe func(typ, path string)
}

// Collect reads the output of `terraform show -json`. An input that is not a plan is an
// *InputError.
func Collect(data []byte, options Options) (*model.Architecture, error) {
	return CollectAll([]Input{{Data: data, Options: options}})
}

// CollectAll reads plans and states as one: what one of them refers to by id, ARN or data source is
// what another one manages.
func CollectAll(all []Input) (a *model.Architecture, err error) {
	bounds, hasSource := boundsOf(all)
	if !hasSource {
		return collectAll(all)
	}
	err = bounds.Within(func() (err error) {
		a, err = collectAll(all)
		return err
	})
	if errors.Is(err, workers.ErrExceeded) {
		return nil, fmt.Errorf("evaluate the source: %w; judge the plan without --source", err)
	}
	return a, err
}

// boundsOf are how much it may take to read inputs of which some have a source, which can call a function of Terraform
// that does not end. A large plan takes its time without any.
func boundsOf(all []Input) (b workers.Bounds, hasSource bool) {
	const perByte, memory = time.Second / (1 << 20), 3 << 30
	size := 0
	for _, in := range all {
		size += len(in.Data)
		hasSource = hasSource || in.Source != "" || in.Snapshot != nil
	}
	return workers.Bounds{
		Time:   (time.Minute + time.Duration(size)*perByte).Round(time.Second),
		Memory: memory,
	}, hasSource
}

func collectAll(all []Input) (*model.Architecture, error) {
	inputs, err := readInputs(all)
	if err != nil {
		return nil, err
	}
	c := newCollector(inputs)
	c.observe = all[0].observe
	if err := c.readInstances(); err != nil {
		return nil, err
	}
	if err := c.learnConfiguration(); err != nil {
		return nil, err
	}
	for _, in := range inputs {
		if err := c.useSource(in); err != nil {
			return nil, in.named(c.marked.withheld(err))
		}
	}
	if err := c.checkProviders(); err != nil {
		return nil, err
	}
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

// digestOf hashes the input while it is read.
func digestOf(data []byte) <-chan string {
	digest := make(chan string, 1)
	go func() {
		sum := sha256.Sum256(data)
		digest <- hex.EncodeToString(sum[:])
	}()
	return digest
}

// collector gathers instances, then nouns.
type collector struct {
	*linker
	instances []*instance
	deleted   []*instance
	// kept are the addresses of what the plan forgets.
	kept []string
	// unmodeled counts resources by types that no noun is made of.
	unmodeled map[string]int
	providers map[string]bool
	tables
	registry
	echoes
	associations associations
	gaps         []model.Gap
	// elasticIPs are addresses and their associations, withAddress by type whom they are given to.
	elasticIPs  []*instance
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
	// byType are the instances of each type.
	byType map[string][]*instance
	// byAddress finds instances, for what becomes no noun, such as subnet groups.
	byAddress map[string]*instance
	// byDefault are services whose launch type is left to their cluster.
	byDefault map[string]bool
	// byDimension are what dimensions of metrics hold, by the name of the dimension.
	byDimension map[string]handle
	// scaledBy is what scaling targets and policies are for, as far as somebody asked.
	scaledBy    map[*instance]model.Value[string]
	validations []*instance
	// regions are those that the provider configurations work in.
	regions map[string]model.Value[string]
	heirs   heirs
	// standIns are the attributes that placeholders stand for, by their number.
	standIns []standsIn
	// onlyProviders are the keys of the one provider configuration that an input has, by its root; none
	// where there are several.
	onlyProviders map[string]string
	zones         zones
	// signIns name how provider configurations sign in, accounts are those that leads to.
	signIns  map[string]string
	accounts map[string]model.Value[string]
	// homes are where resources are, and called the names of services, as far as somebody asked.
	homes  map[*instance]form.Home
	called map[*instance]serviceName
	onlyRules
	// marked are the texts that are dropped wherever they stand.
	marked secrets
	// exposures say what opens and closes each bucket.
	exposures map[string]*exposure
	// What resources of their own write into the lists of groups, ACLs and tables.
	placedRules   placed[model.SecurityGroupRule]
	placedEntries placed[model.ACLEntry]
	placedRoutes  placed[model.Route]
	observe       func(typ, path string)
}

func newCollector(inputs []*input) *collector {
	c := &collector{
		linker: &linker{
			resolver: newResolver(joinedConfiguration(inputs)),
			byAlias:  map[string][]*instance{},
			inputs:   inputs,
		},
		unmodeled:     map[string]int{},
		providers:     map[string]bool{},
		registry:      newRegistry(),
		byAddress:     map[string]*instance{},
		byType:        map[string][]*instance{},
		associations:  newAssociations(),
		byDefault:     map[string]bool{},
		byDimension:   dimensionHandles(),
		scaledBy:      map[*instance]model.Value[string]{},
		homes:         map[*instance]form.Home{},
		called:        map[*instance]serviceName{},
		withAddress:   map[string]map[string]bool{},
		credentials:   credential.New(),
		exposures:     map[string]*exposure{},
		placedRules:   newPlaced(content),
		placedEntries: newPlaced(numberOf),
		placedRoutes:  newPlaced(whereTo),
	}
	c.apart, c.made = c.standApart, latest(inputs)
	for _, in := range inputs {
		for _, gap := range in.gaps {
			gap.Detail = in.said(gap.Detail)
			c.gaps = append(c.gaps, gap)
		}
	}
	c.resolver.partial = len(c.gaps) > 0
	return c
}

// mapInstances turns instances into nouns: first what stands alone, with what AWS makes by itself,
// then what attaches to it.
func (c *collector) mapInstances() {
	c.findDefaults()
	c.echoes, c.onlyProviders = c.findEchoes(), c.findOnlyProviders()
	c.zones = c.findZones()
	c.regions, c.signIns = c.findRegions(), c.findSignIns()
	c.accounts, c.onlyRules = c.findAccounts(), c.findOnlyRules()
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
