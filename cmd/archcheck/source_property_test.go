package main

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strconv"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestSourceOnlyAdds hides random attributes of a plan, as if apply were to tell them, and judges
// it with its source and without. The source decides more and never otherwise: neither than the
// plan alone, nor than the plan in which everything is known. So it is where the source writes the same
// in the way of public modules.
func TestSourceOnlyAdds(t *testing.T) {
	onlyAdds(t, 80, sourceOf("prod"))
	onlyAdds(t, 20, editedSource(t, "app", `"service/${aws_ecs_cluster.this.name}/${aws_ecs_service.app.name}"`,
		`join("/", ["service", try(split("/", aws_ecs_cluster.this.arn)[1], ""), aws_ecs_service.app.name])`))
	onlyAdds(t, 20, editedSource(t, "app", definitionOf(t), fmt.Sprintf(definitionIdiom, "try(null.environment, [])")))
}

func onlyAdds(t *testing.T, rounds int, source string) {
	t.Helper()
	whole := decisions(judgeOwn(t, pt.Load(t, "ok-prod").JSON(), source, "--env", "prod"))
	paths := attributes(pt.Load(t, "ok-prod"))
	random := rand.New(rand.NewSource(1))
	more := 0
	for round := range rounds {
		var edits []pt.Edit
		var hidden []string
		for range 1 + random.Intn(40) {
			p := paths[random.Intn(len(paths))]
			edits, hidden = append(edits, pt.Unknown(p.address, p.path)), append(hidden, p.address+" "+p.path)
		}
		data := pt.Load(t, "ok-prod").Apply(edits...).JSON()
		alone := decisions(judgeOwn(t, data, "", "--env", "prod"))
		withSource := judgeOwn(t, data, source, "--env", "prod")
		with, open := decisions(withSource), undecided(withSource)
		for _, finding := range slices.Sorted(maps.Keys(with)) {
			if a, ok := alone[finding]; ok && a != with[finding] {
				t.Errorf("round %d: %s is %s, with source %s; hidden are %q", round, finding, a, with[finding], hidden)
			}
			if w, ok := whole[finding]; ok && w != with[finding] {
				t.Errorf(
					"round %d: %s is %s when all is known, with source %s; hidden are %q",
					round,
					finding,
					w,
					with[finding],
					hidden,
				)
			}
		}
		for _, finding := range slices.Sorted(maps.Keys(alone)) {
			if open[finding] {
				t.Errorf(
					"round %d: %s is %s, and open with source; hidden are %q",
					round,
					finding,
					alone[finding],
					hidden,
				)
			}
		}
		more += len(with) - len(alone)
	}
	if more < rounds {
		t.Errorf("the source decides %d verdicts more in %d rounds; the test sees too little", more, rounds)
	}
}

// decisions are the verdicts that pass or fail, by rule and resource.
func decisions(r *verdict.Report) map[string]verdict.Status {
	all := map[string]verdict.Status{}
	for _, v := range r.Verdicts {
		if v.Status == verdict.Pass || v.Status == verdict.Fail {
			all[v.Rule+" on "+v.Resource.ID] = v.Status
		}
	}
	return all
}

// undecided are the verdicts that nothing decides, by rule and resource.
func undecided(r *verdict.Report) map[string]bool {
	all := map[string]bool{}
	for _, v := range r.Verdicts {
		all[v.Rule+" on "+v.Resource.ID] = v.Status != verdict.Pass && v.Status != verdict.Fail &&
			v.Status != verdict.NotApplicable
	}
	return all
}

type attribute struct{ address, path string }

// attributes are the leaves of what a plan knows.
func attributes(p *pt.Plan) (all []attribute) {
	for _, change := range p.Changes() {
		c := change.(map[string]any)
		after, ok := c["change"].(map[string]any)["after"].(map[string]any)
		if !ok || c["mode"] == "data" {
			continue
		}
		for _, path := range leaves("", after) {
			all = append(all, attribute{c["address"].(string), path})
		}
	}
	return all
}

func leaves(path string, value any) (all []string) {
	switch value := value.(type) {
	case nil:
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			all = append(all, leaves(fmt.Sprintf("%s.%s", path, name), value[name])...)
		}
	case []any:
		for i, element := range value {
			all = append(all, leaves(path+"."+strconv.Itoa(i), element)...)
		}
	default:
		all = append(all, path[1:])
	}
	return all
}
