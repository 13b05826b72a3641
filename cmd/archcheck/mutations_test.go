package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/workers"
)

const (
	// mutateAll makes TestMutations run every mutation, as .ci/mutate does: some tens of minutes.
	mutateAll = "ARCHCHECK_TEST_MUTATE"
	// mutationSeed chooses which of them it runs otherwise, and mutationSample how many.
	mutationSeed, mutationSample = 20260701, 700
)

// TestMutations changes every attribute of every resource of four plans in six ways, one at a time. Nothing may panic,
// and no rule that failed or was not decided may pass by it, but for those gains that testdata/mutation_gains.csv
// has a reason for: what is hidden (unknown, sensitive) gains nothing at all.
func TestMutations(t *testing.T) {
	whole := os.Getenv(mutateAll) != ""
	r := readGains(t)
	var all []*mutant
	for _, f := range mutationFixtures(t) {
		all = append(all, f.mutants()...)
	}
	random := rand.New(rand.NewPCG(mutationSeed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if !whole {
		all = all[:mutationSample]
	}
	t.Logf("%d mutations, seed %d", len(all), mutationSeed)
	var wait sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := w; i < len(all); i += runtime.GOMAXPROCS(0) {
				r.hold(t, all[i])
			}
		})
	}
	wait.Wait()
	if whole {
		r.holdUsed(t)
	}
}

// mutationFixture is a plan, in which as much fails as can at once, or as Terraform wrote it.
type mutationFixture struct {
	t       *testing.T
	name    string
	judger  *judger
	around  []byte
	changes []json.RawMessage
	base    map[string]verdict.Status
}

func mutationFixtures(t *testing.T) []*mutationFixture {
	t.Helper()
	var reference, events, groups []edits
	for _, c := range ruleCases() {
		if c.document == "" {
			reference = append(reference, slices.Concat(c.also, c.fail))
		}
	}
	for _, c := range kindCases() {
		switch c.plan {
		case "arch-events":
			events = append(events, slices.Concat(c.also, c.fail))
		case "arch-autoscaling-group":
			groups = append(groups, slices.Concat(c.also, c.fail))
		}
	}
	return []*mutationFixture{
		newMutationFixture(t, "ok-prod", nil, nil),
		newMutationFixture(t, "existing-prod", nil, reference),
		newMutationFixture(t, "arch-events", stackDocumentOf(t, "events"), events),
		newMutationFixture(t, "arch-autoscaling-group", stackDocumentOf(t, "autoscaling-group"), groups),
	}
}

func stackDocumentOf(t *testing.T, stack string) *document.Document {
	t.Helper()
	file := stackDocument(stack)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.Read(filepath.Base(file), data, "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// newMutationFixture breaks a plan in each way that makes one rule more fail and takes no resource away.
func newMutationFixture(t *testing.T, name string, doc *document.Document, ways []edits) *mutationFixture {
	t.Helper()
	f := &mutationFixture{t: t, name: name, judger: newJudger(t)}
	if doc != nil {
		f.judger.doc = doc
	}
	current := pt.Load(t, name).JSON()
	f.base = f.judge(t, current)
	for _, way := range ways {
		before := pt.Decode(t, current)
		n := len(before.Changes())
		after := before.Apply(way...)
		if len(after.Changes()) < n || hasTwins(after) {
			continue
		}
		if now := f.judge(t, after.JSON()); failures(now) > failures(f.base) {
			current, f.base = after.JSON(), now
		}
	}
	f.cut(t, current)
	t.Logf("%s: %d of %d verdicts fail", name, failures(f.base), len(f.base))
	return f
}

func hasTwins(p *pt.Plan) bool {
	seen := map[any]bool{}
	return slices.ContainsFunc(p.Changes(), func(c any) bool {
		address := c.(map[string]any)["address"]
		defer func() { seen[address] = true }()
		return seen[address]
	})
}

func failures(all map[string]verdict.Status) (n int) {
	for _, s := range all {
		if s == verdict.Fail {
			n++
		}
	}
	return n
}

// cut takes a plan apart, so that a mutation writes one resource anew and not all of it.
func (f *mutationFixture) cut(t *testing.T, data []byte) {
	t.Helper()
	var root map[string]json.RawMessage
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(root["resource_changes"], &f.changes); err != nil {
		t.Fatal(err)
	}
	delete(root, "resource_changes")
	f.around, _ = json.Marshal(root)
}

// judge is the status of each verdict on a plan; nil for one that is refused.
func (f *mutationFixture) judge(t *testing.T, data []byte) map[string]verdict.Status {
	a, err := plan.Collect(data, plan.Options{Name: "plan"})
	if err != nil {
		return nil
	}
	return f.judger.judged(t, a)
}

// mutant is one mutation of one attribute of a resource.
type mutant struct {
	*mutationFixture
	resource                     int
	address, typ, attribute, way string
}

func (m *mutant) String() string {
	return fmt.Sprintf("%s: %s.%s %s", m.name, m.address, m.attribute, m.way)
}

// mutationWays are what a mutation does to an attribute.
func mutationWays() []string {
	return []string{"removed", "null", "unknown", "sensitive", "wrong type", "duplicate"}
}

func (f *mutationFixture) mutants() (all []*mutant) {
	for i, raw := range f.changes {
		change := decodeChange(raw)
		after, _ := change["change"].(map[string]any)["after"].(map[string]any)
		for _, attribute := range slices.Sorted(maps.Keys(after)) {
			for _, way := range mutationWays() {
				all = append(all, &mutant{f, i, change["address"].(string), change["type"].(string), attribute, way})
			}
		}
	}
	return all
}

func decodeChange(raw []byte) map[string]any {
	var change map[string]any
	_ = json.Unmarshal(raw, &change)
	return change
}

// twice stands behind the name of an attribute that is written a second time.
const twice = "-archcheck-twice"

// data is the plan with the mutation.
func (m *mutant) data() []byte {
	switch m.way {
	case "unknown":
		return m.edited(pt.Unknown(m.address, m.attribute))
	case "sensitive":
		return m.edited(pt.Sensitive(m.address, m.attribute), pt.Constant(m.address, m.attribute, nil))
	}
	resource := decodeChange(m.changes[m.resource])
	change := resource["change"].(map[string]any)
	after := change["after"].(map[string]any)
	value := after[m.attribute]
	switch m.way {
	case "removed":
		delete(after, m.attribute)
	case "null":
		after[m.attribute] = nil
	case "wrong type":
		after[m.attribute] = wrongType(value)
	case "duplicate":
		if items, isList := value.([]any); isList {
			after[m.attribute] = append(slices.Clone(items), items...)
		} else {
			after[m.attribute+twice] = wrongType(value)
		}
	}
	written, _ := json.Marshal(resource)
	return m.with(json.RawMessage(strings.ReplaceAll(string(written), twice+`"`, `"`)))
}

// edited is the plan with edits that hide an attribute, and what the author wrote for it.
func (m *mutant) edited(edits ...pt.Edit) []byte {
	return pt.Decode(m.t, m.with(m.changes[m.resource])).Apply(edits...).JSON()
}

// with is the plan with a resource written anew.
func (m *mutant) with(written json.RawMessage) []byte {
	all := slices.Clone(m.changes)
	all[m.resource] = written
	var data []byte
	for i, one := range all {
		if i > 0 {
			data = append(data, ',')
		}
		data = append(data, one...)
	}
	return fmt.Appendf(nil, `%s,"resource_changes":[%s]}`, strings.TrimSuffix(string(m.around), "}"), data)
}

// wrongType is a value of another type than the one there is.
func wrongType(value any) any {
	switch value.(type) {
	case string, nil:
		return []any{map[string]any{"x": 1}}
	case bool, float64:
		return "x"
	}
	return 7
}

// gain is that a rule passes by one way to change an attribute, with why that is right.
type gain struct{ way, typ, attribute, rule string }

type gains struct {
	reasons map[gain]string
	lock    sync.Mutex
	used    map[gain]bool
}

func readGains(t *testing.T) *gains {
	t.Helper()
	file, err := os.Open(filepath.Join(mototest.Root(), "cmd", "archcheck", "testdata", "mutation_gains.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	g := &gains{reasons: map[gain]string{}, used: map[gain]bool{}}
	for _, row := range rows[1:] {
		if row[0] == "unknown" || row[0] == "sensitive" || row[4] == "" {
			t.Errorf("%v: what is hidden may gain nothing, and every other gain needs a reason", row)
		}
		g.reasons[gain{row[0], row[1], row[2], row[3]}] = row[4]
	}
	return g
}

// hold judges a mutant and wants no gain without a reason.
func (g *gains) hold(t *testing.T, m *mutant) {
	var now map[string]verdict.Status
	if bug := workers.Try(func() { now = m.judge(t, m.data()) }); bug != nil {
		t.Errorf("%s: %s\n%s", m, bug.What, bug.Stack)
		return
	}
	for _, rule := range gained(m.base, now) {
		one := gain{m.way, m.typ, m.attribute, rule}
		g.lock.Lock()
		g.used[one] = true
		g.lock.Unlock()
		if g.reasons[one] == "" {
			t.Errorf("%s: %s gains a pass", m, rule)
		}
	}
}

// holdUsed wants every reason to be for a gain that there is.
func (g *gains) holdUsed(t *testing.T) {
	for one := range g.reasons {
		if !g.used[one] {
			t.Errorf("%+v: nothing gains by it any more; take it out of testdata/mutation_gains.csv", one)
		}
	}
}

// gained are the rules that pass on something on which they did not, and those that fell silent about something while
// no other verdict says that it does not know. A plan that is refused gains nothing.
func gained(base, now map[string]verdict.Status) (rules []string) {
	if now == nil {
		return nil
	}
	worse, told := map[string]bool{}, false
	for v, status := range now {
		rule, _, _ := strings.Cut(v, " on ")
		worse[rule] = worse[rule] || !isFine(status)
		told = told || !isFine(status) && base[v] != status
		if status == verdict.Pass && base[v] != "" && !isFine(base[v]) {
			rules = append(rules, rule)
		}
	}
	for v, status := range base {
		if rule, _, _ := strings.Cut(v, " on "); !isFine(status) && !worse[rule] && !told {
			rules = append(rules, rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

func isFine(s verdict.Status) bool { return s == verdict.Pass || s == verdict.NotApplicable }
