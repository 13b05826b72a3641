package plan

import "github.com/archcheck/archcheck/internal/model"

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
	note := func(id, name model.Value[string]) {
		switch before, twice := z.names[id.Or("")]; {
		case !id.IsKnown() || !name.IsKnown() || id.Or("") == "" || name.Or("") == "":
		case twice && before != name.Or(""):
			z.names[id.Or("")] = ""
		default:
			z.names[id.Or("")] = name.Or("")
		}
	}
	for _, in := range c.instances {
		switch canonicalType(in.typ) {
		case "aws_subnet":
			id, name := in.str("availability_zone_id"), in.str("availability_zone")
			note(id, name)
			z.mixed = z.mixed || name.IsKnown() && !id.IsKnown()
		case "aws_availability_zone":
			note(in.str("zone_id"), in.str("name"))
		case "aws_availability_zones":
			names, ids := in.strs("names"), in.strs("zone_ids")
			if !names.IsWhole() || !ids.IsWhole() || len(names.Items()) != len(ids.Items()) {
				continue
			}
			for i, id := range ids.Items() {
				note(model.Known(id), model.Known(names.Items()[i]))
			}
		}
	}
	return z
}

// zoneOf is the zone of a subnet: its name or, where nothing tells that and no subnet has a name alone, the id.
func (c *collector) zoneOf(in *instance) model.Value[string] {
	zone := in.str("availability_zone")
	id := in.str("availability_zone_id").Or("")
	switch name, told := c.zones.names[id]; {
	case zone.IsKnown() || id == "":
		return zone
	case name != "":
		return model.Known(name)
	case !told && !c.zones.mixed:
		return model.Known(id)
	}
	return zone
}
