package describe

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
)

// Judge knows the input.
type Judge struct {
	// Facts derives the facts of the input against a document, and Verdicts what the rules say of them.
	Facts    func(doc *document.Document) *wiring.Facts
	Verdicts func(facts *wiring.Facts, doc *document.Document) ([]verdict.Verdict, error)
	// Matched derives which things are the components of a document, and nothing else of the facts.
	Matched func(doc *document.Document) *wiring.Facts
}

// describer is at work on one input.
type describer struct {
	*draft
	index *wiring.Index
	judge Judge
	stack string
	// guessed are the paths of what is asked although nobody can tell whether it is so.
	guessed map[string]bool
}

// Description is a document that an input conforms to, with one environment. What a value is that no input of its kind
// tells, and what the reference asks for otherwise, stands beside it as a remark.
type Description struct{ draft *draft }

// YAML is the document in YAML, with remarks as comments.
func (d *Description) YAML() []byte { return d.draft.yaml() }

// Markdown is the document in Markdown: a diagram and tables that its reader takes for the same, and a heading that names
// the environment; without one it is of all.
func (d *Description) Markdown(environment string) ([]byte, error) {
	return d.draft.markdown(environment)
}

// Of describes an architecture; one of several stacks is described by its largest.
func Of(a *model.Architecture, environment string, judge Judge) (*Description, error) {
	d := &describer{
		draft:   &draft{environment: environment, asked: map[string]document.Asked{}, remarks: map[string][]string{}},
		index:   wiring.NewIndex(a),
		judge:   judge,
		guessed: map[string]bool{},
	}
	for _, step := range []func() error{
		d.findThings, d.findOthers, d.findEdges, d.findValues, d.findCost, d.settle, d.dropMatches,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	d.compare()
	return &Description{d.draft}, nil
}

// read is the document that the draft is now.
func (d *describer) read() (*document.Document, error) {
	doc, err := document.Read("the description", d.yaml(), d.environment)
	if err != nil {
		return nil, fmt.Errorf("describe the input: %w", err)
	}
	return doc, nil
}

// facts are those of the input against the draft as it is now.
func (d *describer) facts() (*document.Document, *wiring.Facts, error) {
	doc, err := d.read()
	if err != nil {
		return nil, nil, err
	}
	return doc, d.factsOf(doc), nil
}

// factsOf are those of the stack that is described, of all before it is chosen.
func (d *describer) factsOf(doc *document.Document) *wiring.Facts {
	return d.ofStack(d.judge.Facts(doc))
}

func (d *describer) ofStack(facts *wiring.Facts) *wiring.Facts {
	if d.stack != "" && len(facts.Stacks) > 1 {
		facts.OnlyOf(d.stack)
	}
	return facts
}

// verdicts are what the rules say of the input against the draft as it is now.
func (d *describer) verdicts() ([]verdict.Verdict, error) {
	doc, facts, err := d.facts()
	if err != nil {
		return nil, err
	}
	return d.judge.Verdicts(facts, doc)
}

// findThings takes over the VPC, its tiers and the things of the largest stack.
func (d *describer) findThings() error {
	facts, err := d.unasked()
	if err != nil {
		return err
	}
	stack := largest(facts.Stacks)
	if stack == nil {
		return errors.New(
			"nothing is in the input that a document could describe; give a plan or an account with an architecture in it",
		)
	}
	if d.stack = stack.ID; len(facts.Stacks) > 1 {
		d.remark("", fmt.Sprintf(
			"The input has %d architectures, and all are judged unless archcheck.yaml has a `scope`; this one describes %s%s.",
			len(facts.Stacks),
			label(&stack.Resource),
			scopeOf(stack),
		))
	}
	for i := range facts.VPCs {
		if v := &facts.VPCs[i]; v.Stack == d.stack {
			d.prefixes = append(d.prefixes, prefixesOf(v.CIDRBlocks.Items())...)
		}
	}
	d.findTiers(stack)
	for _, things := range stack.Things {
		for _, id := range things.List.Items() {
			d.add(id, things.Kind, len(things.List.Items()) > 1)
		}
	}
	if len(facts.Stacks) == 1 {
		d.addServing()
	}
	d.sayWhatMayBeMissing(stack)
	return nil
}

// scopeOf says by which scope a stack alone is judged, if one VPC tells it.
func scopeOf(stack *wiring.Stack) string {
	if all := stack.VPCs.Items(); len(all) == 1 && stack.VPCs.IsWhole() {
		return fmt.Sprintf(", with `scope: {vpcs: [%s]}`", scalar(all[0]))
	}
	return ""
}

// addServing makes components of what serves others without an interface, such as the bucket of access logs: a match
// makes it one, so that what is open in it is told.
func (d *describer) addServing() {
	several := map[string]bool{}
	d.index.Model.Each(func(collection string, noun model.Noun) {
		k := kind.Find(kind.OfCollection(collection))
		if r := noun.Base(); k != nil && !k.Placed && !r.Source.Data && !d.has(r.ID) {
			d.add(r.ID, k.Name, true)
			several[k.Name] = true
		}
	})
	for i := range d.components {
		if c := &d.components[i]; several[c.kind] {
			c.match = d.matchOf(d.index.Thing(c.id).Base(), c.kind)
		}
	}
}

// has reports whether a thing is a component already.
func (d *describer) has(id string) bool {
	return slices.ContainsFunc(d.components, func(c component) bool { return c.id == id })
}

// sayWhatMayBeMissing names the kinds of which there may be more things than were seen, by the reason.
func (d *describer) sayWhatMayBeMissing(stack *wiring.Stack) {
	kinds := map[string][]string{}
	for _, things := range stack.Things {
		if !things.List.IsWhole() {
			why := things.List.Why()
			detail := cmp.Or(why.Detail, string(why.Reason))
			kinds[detail] = append(kinds[detail], things.Kind)
		}
	}
	for _, detail := range slices.Sorted(maps.Keys(kinds)) {
		of := " of " + strings.Join(kinds[detail], ", ")
		if len(kinds[detail]) == len(stack.Things) {
			of = ""
		}
		d.remark("", fmt.Sprintf("There may be more%s than stands here (%s): changes of it are not found.", of, detail))
	}
}

// unasked are the facts against a document that asks for nothing. Everything in a VPC is one stack where it has several
// services.
func (d *describer) unasked() (*wiring.Facts, error) {
	doc, err := d.read()
	if err != nil {
		return nil, err
	}
	for range 2 {
		doc.Components = append(
			doc.Components,
			document.Component{Name: "service", Kind: kind.Find("service"), Asked: document.Requirements{}},
		)
	}
	return d.factsOf(doc), nil
}

func largest(stacks []wiring.Stack) *wiring.Stack {
	var most *wiring.Stack
	count := 0
	for i := range stacks {
		n := 0
		for _, things := range stacks[i].Things {
			n += len(things.List.Items())
		}
		if n > count || most == nil && len(stacks[i].VPCs.Items()) > 0 {
			most, count = &stacks[i], n
		}
	}
	return most
}

// add makes a component of a thing; one of several of a kind is told by a match.
func (d *describer) add(id, kind string, several bool) {
	noun := d.index.Thing(id)
	if noun == nil || kind == "database" && d.isReplica(noun) {
		return
	}
	r := noun.Base()
	c := component{id: id, kind: kind, name: d.named(r, kind)}
	if p, ok := noun.(model.Placed); ok {
		c.tier = d.tierOf(p.Place().Subnets)
	}
	if several {
		c.match = d.matchOf(r, kind)
	}
	if requirement, typ := wiring.TypeOf(noun); requirement != "" && typ.IsKnown() {
		d.asked["components."+c.name+"."+requirement] = document.Asked{
			Operator: document.Equal,
			Values:   []any{typ.Or("")},
		}
	}
	d.components = append(d.components, c)
}

func (d *describer) isReplica(noun model.Noun) bool {
	database, ok := noun.(*model.Database)
	return ok && database.ReplicaOf.Or("") != ""
}

// findOthers makes components of whoever else lives there, until nobody is left that the document does not have.
func (d *describer) findOthers() error {
	_, facts, err := d.facts()
	if err != nil {
		return err
	}
	for i := range facts.Residents {
		r := &facts.Residents[i]
		if d.has(r.ID) || r.Documented.Or(true) {
			continue
		}
		if kind := d.index.KindOf(r.ID); kind != "" {
			d.add(r.ID, kind, true)
		}
	}
	return nil
}

// findEdges takes over what the groups permit.
func (d *describer) findEdges() error {
	doc, facts, err := d.facts()
	if err != nil {
		return err
	}
	for _, o := range network.Observe(d.index, facts, doc, d.stack) {
		d.addEdge(o)
	}
	slices.SortStableFunc(d.edges, func(a, b edge) int { return strings.Compare(a.text, b.text) })
	return nil
}

func label(r *model.Resource) string { return r.Name.Or(r.ID) }
