package wiring_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/document"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/wiring"
)

// TestWhatNoMatchFitsIsUndocumented: how many instances there may be says nothing of one that is none of them.
func TestWhatNoMatchFitsIsUndocumented(t *testing.T) {
	jump := pt.Add("", "aws_instance", "jump", map[string]any{"instance_type": "t3.nano"},
		map[string][]string{"subnet_id": {"aws_subnet.public[0].id", "aws_subnet.public[0]", "aws_subnet.public"}})
	for _, c := range []struct {
		match string
		want  []string
	}{
		{"match: {address: aws_autoscaling_group.web}, count: 2-6", []string{"aws_instance.jump"}},
		{"match: {address: aws_autoscaling_group.web}, count: 2+", []string{"aws_instance.jump"}},
		{"match: {address: aws_autoscaling_group.web}", []string{"aws_instance.jump"}},
		{"count: 2-6", nil}, // it is one of those, and judged as one
	} {
		a, err := plan.Collect(pt.Load(t, "arch-autoscaling-group").Apply(jump).JSON(), plan.Options{Name: "plan"})
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf(
			"version: 2\nbase: {components: {web: {kind: instances, %s}}}\nenvironments: {prod: {}}\n",
			c.match,
		)
		doc, err := document.Read("a.yaml", []byte(text), "prod")
		if err != nil {
			t.Fatal(err)
		}
		got := undocumented(wiring.Build(wiring.NewIndex(a), wiring.Scope{}, doc))
		got = slices.DeleteFunc(got, func(id string) bool { return id != "aws_instance.jump" })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.match, got, c.want)
		}
	}
}
