package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// zones are the names of zones by their ids, as far as an input shows both of one; empty where it shows two names.
type zones struct {
	names map[string]string
	// mixed says that a subnet names its zone, and not the id, so that one with an id alone may be in the same.
	mixed bool
}

// findZones reads what tells names and ids of zones together: data sources, and subnets that are there. In another
// account the same id has another name.
func (c *collector) findZones() zones {
	z := zones{names: map[string]string{}}
	note := func(id, name string) {
		if before, twice := z.names[id]; twice && before != name {
			name = ""
		}
		z.names[id] = name
	}
	for _, in := range c.Instances {
		switch read.CanonicalType(in.Type) {
		case "aws_subnet":
			id, hasID := in.Text("availability_zone_id").Get()
			name, hasName := in.Text("availability_zone").Get()
			if hasID && hasName {
				note(id, name)
			}
			z.mixed = z.mixed || hasName && !hasID
		case "aws_availability_zone":
			id, hasID := in.Text("zone_id").Get()
			if name, hasName := in.Text("name").Get(); hasID && hasName {
				note(id, name)
			}
		case "aws_availability_zones":
			names, ids := in.Texts("names"), in.Texts("zone_ids")
			if !names.IsWhole() || !ids.IsWhole() || len(names.Items()) != len(ids.Items()) {
				continue
			}
			for i, id := range ids.Items() {
				note(id, names.Items()[i])
			}
		}
	}
	return z
}

// zoneOf is the zone of a subnet: its name or, where nothing tells that and no subnet has a name alone, the id.
func (c *collector) zoneOf(in *read.Instance) model.Value[string] {
	zone := in.Text("availability_zone")
	id, given := in.Text("availability_zone_id").Get()
	switch name, told := c.zones.names[id]; {
	case zone.IsKnown() || !given || id == "":
		return zone
	case name != "":
		return model.Known(name)
	case !told && !c.zones.mixed:
		return model.Known(id)
	}
	return zone
}
