resource "aws_vpc" "v" {
  count      = 3
  cidr_block = "10.${count.index}.0.0/16"
}

locals {
  ids    = aws_vpc.v[*].id
  nested = [[aws_vpc.v[0].id], [], [aws_vpc.v[1].id, "known"]]
}

resource "terraform_data" "answer" {
  input = {
    first     = local.ids[0]
    last      = local.ids[length(local.ids) - 1]
    element   = element(local.ids, 4)
    negative  = try(element(local.ids, -1), "error")
    slice     = slice(local.ids, 1, 3)
    concat    = concat(local.ids, ["a", "b"])
    flatten   = flatten(local.nested)
    compact   = compact(["", aws_vpc.v[0].id, null])
    distinct  = distinct([aws_vpc.v[0].id, aws_vpc.v[0].id, aws_vpc.v[1].id])
    reverse   = reverse(local.ids)
    chunk     = chunklist(local.ids, 2)
    zipped    = zipmap(["a", "b", "c"], local.ids)
    zipped_b  = zipmap(["a", "b", "c"], local.ids)["b"]
    contains  = contains(local.ids, "vpc-0")
    has       = contains(local.ids, aws_vpc.v[2].id)
    index     = index(local.ids, aws_vpc.v[1].id)
    range     = [for i in range(2) : "${local.ids[i]}-${i}"]
    setlength = length(toset(local.ids))
    lengths   = [for l in local.nested : length(l)]
    product   = setproduct(["x", "y"], slice(local.ids, 0, 1))
    coalesce  = coalescelist([], local.ids)
    splat     = aws_vpc.v.*.id
    for_if    = [for v in aws_vpc.v : v.id if v.cidr_block != "10.1.0.0/16"]
    for_index = [for i, v in aws_vpc.v : i]
    sum       = sum([for v in aws_vpc.v : length(v.cidr_block)])
    matchkeys = matchkeys(local.ids, ["a", "b", "c"], ["b"])
    one       = one(matchkeys(local.ids, ["a", "b", "c"], ["c"]))
    all_true  = alltrue([for id in local.ids : id != ""])
    any_true  = anytrue([for id in local.ids : id == "x"])
  }
}
