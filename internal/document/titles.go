package document

import "slices"

// What stands below the name of an end that is no component, in a box of a diagram that archcheck draws and reads.
const (
	EveryAddressOfTier = "every address of the tier"
	EveryAddressOfVPC  = "every address in it"
)

// WayOutOfTier stands behind the name of a tier, in the title of a group of such a diagram, before the way out that it has.
const WayOutOfTier = "way out: "

// IsSectionTitle reports whether the heading of a document in Markdown is over what is asked of no component, so that no
// component can be called so.
func IsSectionTitle(title string) bool {
	return slices.Contains([]string{"VPC", "Alarms", "Cost"}, title)
}
