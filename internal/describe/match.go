package describe

import (
	"fmt"
	"maps"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// matchOf is what tells a resource apart from all others of its kind: its name in AWS, which plans and accounts have
// in common, if no other one has it or may have it; else its address in a plan, or its ARN in an account.
func (d *describer) matchOf(r *model.Resource, kind string) document.Match {
	all := []document.Match{{Name: r.Name.Or("")}, {Address: r.Source.Address}}
	if r.Source.Input != "" {
		all = append(all, document.Match{Address: r.ID})
	}
	for _, m := range all {
		if !m.IsEmpty() && !strings.Contains(m.Name, model.KnownLater) && d.fitsAlone(m, r, kind) {
			return m
		}
	}
	if r.Source.Address != "" {
		return document.Match{Address: r.Source.Address}
	}
	return document.Match{ARN: r.Source.ARN}
}

// fitsAlone reports whether a match surely fits one resource, and surely no other one of its kind.
func (d *describer) fitsAlone(m document.Match, r *model.Resource, name string) bool {
	alone := wiring.FitsMatch(m, r).Or(false)
	d.index.Model.Each(func(collection string, noun model.Noun) {
		k := kind.Find(kind.OfCollection(collection))
		if other := noun.Base(); k != nil && k.Name == name && other.ID != r.ID {
			alone = alone && !wiring.FitsMatch(m, other).Or(true)
		}
	})
	return alone
}

// mostDropped is how many matches that are needed together are tried one by one. Each try matches all things, and of as
// many things that nothing else tells apart nobody wonders why one more is named.
const mostDropped = 64

// dropMatches leaves the matches that are needed: without it the thing would be another component, or nobody could
// tell which.
func (d *describer) dropMatches() error {
	all := map[int]document.Match{}
	for i, c := range d.components {
		if !c.match.IsEmpty() {
			all[i] = c.match
		}
	}
	if len(all) == 0 {
		return nil
	}
	want, err := d.assigned()
	if err != nil {
		return err
	}
	for i := range all {
		d.components[i].match = document.Match{}
	}
	if err := d.restoreMatches(all, want); err != nil {
		return err
	}
	return d.dropOneByOne(all, want)
}

// restoreMatches gives back its match to whatever is assigned otherwise, until nothing is.
func (d *describer) restoreMatches(all map[int]document.Match, want map[string]string) error {
	for {
		now, err := d.assigned()
		if err != nil || maps.Equal(now, want) {
			return err
		}
		restored := false
		for i, m := range all {
			if c := &d.components[i]; c.match.IsEmpty() && now[c.id] != want[c.id] {
				c.match, restored = m, true
			}
		}
		if restored {
			continue
		}
		for i, m := range all { // what differs is no component with a match: any of them may be why
			d.components[i].match = m
		}
		return nil
	}
}

func (d *describer) dropOneByOne(all map[int]document.Match, want map[string]string) error {
	var left []int
	for i := range d.components {
		if !d.components[i].match.IsEmpty() {
			left = append(left, i)
		}
	}
	if len(left) > mostDropped {
		return nil
	}
	for _, i := range left {
		d.components[i].match = document.Match{}
		now, err := d.assigned()
		if err != nil {
			return err
		}
		if !maps.Equal(now, want) {
			d.components[i].match = all[i]
		}
	}
	return nil
}

// assigned is which component each thing is, by id, and whether whoever lives there is documented.
func (d *describer) assigned() (map[string]string, error) {
	doc, err := d.read()
	if err != nil {
		return nil, err
	}
	facts := d.ofStack(d.judge.Matched(doc))
	all := map[string]string{}
	for i := range facts.Components {
		c := &facts.Components[i]
		all[c.ID] = fmt.Sprint(c.Parts, c.Open, c.Doubtful)
	}
	for i := range facts.Residents {
		r := &facts.Residents[i]
		documented, known := r.Documented.Get()
		all[r.ID] += fmt.Sprint(" ", documented, known)
	}
	return all, nil
}

// matched writes a match as documents do.
func matched(m document.Match) string {
	switch {
	case m.Name != "":
		return "name: " + scalar(m.Name)
	case m.Address != "":
		return "address: " + scalar(m.Address)
	}
	return "arn: " + scalar(m.ARN)
}
