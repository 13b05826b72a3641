package plan_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestTwiceIsRefused: which of two values counts is for no reader to choose, as another one chooses the other.
// Neither Terraform nor OpenTofu writes an object's member or a thing's address twice.
func TestTwiceIsRefused(t *testing.T) {
	bad := string(
		pt.Load(t, "existing-prod").Apply(pt.Set("module.data.aws_db_instance.this", "multi_az", false)).JSON(),
	)
	state := string(pt.Load(t, "state-prod").JSON())
	instance := `{"address": "aws_db_instance.x", "mode": "managed", "type": "aws_db_instance", "name": "x", "values": {}}`
	change := strings.Replace(instance, `"values": {}`, `"change": {"actions": ["no-op"], "after": {}}`, 1)
	for name, text := range map[string]string{
		"an attribute":              strings.ReplaceAll(bad, `"multi_az":false`, `"multi_az":false,"multi_az":true`),
		"an attribute, escaped":     strings.ReplaceAll(bad, `"multi_az":false`, `"multi_az":false,"multi\u005faz":true`),
		"a part that nothing reads": `{"relevant_attributes":{"a":1,"a":2},` + bad[1:],
		"all changes":               strings.TrimSuffix(bad, "}") + `,"resource_changes":[]}`,
		"the address of a change":   strings.Replace(bad, `"resource_changes":[`, `"resource_changes":[`+change+`,`+change+`,`, 1),
		"the address in a state":    strings.Replace(state, `"resources":[`, `"resources":[`+instance+`,`+instance+`,`, 1),
	} {
		if text == bad || text == state {
			t.Fatalf("%s: nothing was edited", name)
		}
		_, err := plan.Collect([]byte(text), plan.Options{})
		if !read.IsInputError(err) || !strings.Contains(err.Error(), "twice") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDeposedStandsBeside: what is deposed has the address of what took its place.
func TestDeposedStandsBeside(t *testing.T) {
	p := pt.Load(t, "existing-prod")
	deposed := maps.Clone(p.Resource("module.data.aws_db_instance.this"))
	deposed["deposed"] = "0123abcd"
	p.Root["resource_changes"] = append(p.Changes(), deposed)
	if _, err := plan.Collect(p.JSON(), plan.Options{}); err != nil {
		t.Error(err)
	}
}

// TestAddressWithoutIndex: states of Terraform 0.12 have the index of an instance beside its address.
func TestAddressWithoutIndex(t *testing.T) {
	instance := func(index, cidr string) string {
		return `{"address":"aws_vpc.x","mode":"managed","type":"aws_vpc","name":"x","index":` + index + `,"values":{"cidr_block":"` + cidr + `"}}`
	}
	got := snapshot(
		t,
		[]byte(`{"format_version":"0.1","terraform_version":"0.12.31","values":{"root_module":{"resources":[`+
			instance(`0`, "10.0.0.0/16")+`,`+instance(`1`, "10.1.0.0/16")+`,`+instance(`"a"`, "10.2.0.0/16")+`]}}}`),
	)
	for _, address := range []string{`aws_vpc.x[0]`, `aws_vpc.x[1]`, `aws_vpc.x[\"a\"]`} {
		if !strings.Contains(got, `"address": "`+address+`"`) {
			t.Errorf("%s is not there", address)
		}
	}
}
