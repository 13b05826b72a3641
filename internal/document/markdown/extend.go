package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

// Words are further words in the form of the built-in lexicon, and the file they stand in. What they say comes on top.
type Words struct {
	File string
	Data []byte
}

// extend adds further words.
func (l *lexicon) extend(w Words) error {
	other := &lexicon{}
	decoder := yaml.NewDecoder(bytes.NewReader(w.Data))
	decoder.KnownFields(true)
	if err := decoder.Decode(other); err != nil && !errors.Is(err, io.EOF) {
		return &strict.Error{File: w.File, Message: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if err := other.check(); err != nil {
		return &strict.Error{File: w.File, Message: err.Error()}
	}
	l.addKinds(other)
	l.addLists(other)
	l.Requirements = append(l.Requirements, other.Requirements...)
	return nil
}

// check refuses words for what does not exist.
func (l *lexicon) check() error {
	for _, name := range sorted(l.Kinds) {
		if !kind.Is(name) {
			return fmt.Errorf(
				"kinds: there is no kind %q%s; there are %s",
				name,
				near.Question(name, kind.Names()),
				strings.Join(kind.Names(), ", "),
			)
		}
	}
	for _, q := range l.Requirements {
		owner, name, _ := strings.Cut(q.Ask, ".")
		table := kind.Find(owner)
		if table == nil {
			table = kind.Section(owner)
		}
		if table == nil {
			return fmt.Errorf("requirements: ask %q: write KIND.REQUIREMENT, such as database.multi_az", q.Ask)
		}
		if _, ok := table.Requirement(name); !ok {
			return fmt.Errorf("requirements: ask %q: %s has no requirement %q", q.Ask, owner, name)
		}
	}
	return nil
}

func (l *lexicon) addKinds(other *lexicon) {
	for _, name := range sorted(other.Kinds) {
		k, more := l.Kinds[name], other.Kinds[name]
		k.AWS, k.Engine, k.Refer = k.AWS.with(more.AWS), k.Engine.with(more.Engine), k.Refer.with(more.Refer)
		if more.Name != "" {
			k.Name = more.Name
		}
		if more.Port > 0 {
			k.Port = more.Port
		}
		l.Kinds[name] = k
	}
	for _, name := range sorted(other.Tiers) {
		t, more := l.Tiers[name], other.Tiers[name]
		t.Words = t.Words.with(more.Words)
		if more.WayOut != "" {
			t.WayOut = more.WayOut
		}
		l.Tiers[name] = t
	}
	for name, e := range other.Engines {
		l.Engines[name] = e
	}
	for name, port := range other.Protocols {
		l.Protocols[name] = port
	}
}

func (l *lexicon) addLists(other *lexicon) {
	for _, pair := range []struct{ to, from map[string]phrases }{
		{l.Others, other.Others}, {l.Roles, other.Roles}, {l.Environments, other.Environments}, {l.Columns, other.Columns}, {l.WaysOut, other.WaysOut}, {l.CostRows, other.CostRows},
	} {
		for _, name := range sorted(pair.from) {
			pair.to[name] = pair.to[name].with(pair.from[name])
		}
	}
	for _, pair := range []struct{ to, from *phrases }{
		{&l.Hosts, &other.Hosts}, {&l.EnvironmentHeads, &other.EnvironmentHeads}, {&l.BaseHeads, &other.BaseHeads}, {&l.NoEnvironments, &other.NoEnvironments}, {&l.GroupWords, &other.GroupWords}, {&l.StandbyWords, &other.StandbyWords}, {&l.ForbiddenWords, &other.ForbiddenWords},
		{&l.NoTraffic, &other.NoTraffic}, {&l.TierWords, &other.TierWords}, {&l.TierNoise, &other.TierNoise}, {&l.PrefixNoise, &other.PrefixNoise}, {&l.ZoneWords, &other.ZoneWords},
		{&l.RulesIn, &other.RulesIn}, {&l.RulesOut, &other.RulesOut}, {&l.Status, &other.Status}, {&l.StatusHeadings, &other.StatusHeadings},
		{&l.OutsideBeside, &other.OutsideBeside}, {&l.Yes, &other.Yes}, {&l.Nothing, &other.Nothing},
		{&l.Negations, &other.Negations}, {&l.Exceptions, &other.Exceptions}, {&l.AllOf, &other.AllOf}, {&l.Everything, &other.Everything}, {&l.InPassing, &other.InPassing}, {&l.Topics, &other.Topics}, {&l.CountWords, &other.CountWords}, {&l.ScaledBeside, &other.ScaledBeside}, {&l.ComponentHeads, &other.ComponentHeads},
		{&l.PlaceWords, &other.PlaceWords}, {&l.Elsewhere, &other.Elsewhere}, {&l.PortlessWords, &other.PortlessWords},
		{&l.CodeWords, &other.CodeWords}, {&l.RightWords, &other.RightWords}, {&l.ContentWords, &other.ContentWords}, {&l.AboutWords, &other.AboutWords}, {&l.Demands, &other.Demands},
		{&l.SayNothing, &other.SayNothing}, {&l.Joints, &other.Joints}, {&l.Reasons, &other.Reasons}, {&l.Verbs, &other.Verbs},
		{&l.Articles, &other.Articles}, {&l.Transfers, &other.Transfers},
		{&l.ReservedThings, &other.ReservedThings}, {&l.Asides, &other.Asides}, {&l.NotHere, &other.NotHere}, {&l.Here, &other.Here}, {&l.SecondSites, &other.SecondSites},
		{&l.ForbiddenEnds, &other.ForbiddenEnds}, {&l.ReachWords, &other.ReachWords}, {&l.Denials, &other.Denials},
		{&l.CompleteWords, &other.CompleteWords}, {&l.CompleteEdges, &other.CompleteEdges}, {&l.OnlyVerbs, &other.OnlyVerbs}, {&l.OnlyBeside, &other.OnlyBeside},
		{&l.NotPublic, &other.NotPublic}, {&l.Joins, &other.Joins}, {&l.Pronouns, &other.Pronouns}, {&l.PronounsOfOne, &other.PronounsOfOne}, {&l.WhoIsWho, &other.WhoIsWho}, {&l.AsksNothing, &other.AsksNothing}, {&l.BesideTitles, &other.BesideTitles}, {&l.OpenWords, &other.OpenWords}, {&l.BarredBeside, &other.BarredBeside}, {&l.OnlyWords, &other.OnlyWords},
	} {
		*pair.to = pair.to.with(*pair.from)
	}
}
