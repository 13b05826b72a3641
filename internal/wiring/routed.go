package wiring

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// routedTo adds the network interfaces that routes name and the source does not hold: AWS takes
// such a route only for an interface in the table's VPC. An account shows all interfaces itself.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing
func (r *residents) routedTo() {
	if r.Model.Source.Kind == model.KindAccount {
		return
	}
	for i := range r.Model.RouteTables {
		t := &r.Model.RouteTables[i]
		stacks := r.inVPC[t.VPC.Or("")]
		if len(stacks) == 0 {
			continue
		}
		for _, route := range t.Routes.Items() {
			id := route.Target.Or("")
			if route.TargetType.Or("") != "network_interface" ||
				!strings.HasPrefix(id, "eni-") && !strings.HasPrefix(id, "i-") ||
				!r.once("routed", id, Member{}) {
				continue
			}
			way := fmt.Sprintf("is where %s sends %s", route.Origin, route.Destination.Or("some packets"))
			r.facts.Residents = append(
				r.facts.Residents,
				Resident{Resource: notRead(id, "aws_network_interface"), Member: Member{Stack: stacks[0]},
					Documented: model.Known(false), Ways: []string{way}, What: "aws_network_interface that " + way},
			)
		}
	}
}
