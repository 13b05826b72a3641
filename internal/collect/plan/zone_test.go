package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// Zones that are given by their ids are told apart by them, and by names where the input shows which is which. One that
// is given by its id may be one that is given by its name.
func TestZonesByID(t *testing.T) {
	byID := func(address, id string) pt.Edit {
		return func(p *pt.Plan) {
			pt.Link(address, "availability_zone")(p)
			pt.Set(address, "availability_zone_id", id)(p)
		}
	}
	all := func(p *pt.Plan) {
		for _, tier := range []string{"public", "private", "isolated"} {
			byID(`module.network.aws_subnet.`+tier+`["us-east-1a"]`, "use1-az6")(p)
			byID(`module.network.aws_subnet.`+tier+`["us-east-1b"]`, "use1-az2")(p)
		}
	}
	read := pt.AddRead("", "aws_availability_zones", "these", map[string]any{
		"names": []any{"us-east-1a", "us-east-1b"}, "zone_ids": []any{"use1-az6", "use1-az2"},
	})
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  string
	}{
		"all by their ids":    {[]pt.Edit{all}, "use1-az6"},
		"one by its id":       {[]pt.Edit{byID(privateA, "use1-az6")}, ""},
		"one that is read":    {[]pt.Edit{byID(privateA, "use1-az6"), read}, "us-east-1a"},
		"another one is read": {[]pt.Edit{byID(privateA, "use1-az4"), read}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range collected(t, c.edits...).Subnets {
				if got := s.AvailabilityZone.Or(""); s.ID == privateA && got != c.want {
					t.Errorf("its zone is %q, want %q", got, c.want)
				}
			}
		})
	}
}
