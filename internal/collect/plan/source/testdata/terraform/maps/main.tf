locals {
  networks = {
    a = { cidr = "10.0.0.0/16", public = true }
    b = { cidr = "10.1.0.0/16" }
  }
}

resource "aws_vpc" "v" {
  for_each   = local.networks
  cidr_block = each.value.cidr
  tags       = { Name = each.key, Public = lookup(each.value, "public", false) }
}

locals {
  ids = { for name, v in aws_vpc.v : name => v.id }
}

resource "terraform_data" "answer" {
  input = {
    by_key       = aws_vpc.v["a"].id
    by_attribute = local.ids.b
    lookup       = lookup(local.ids, "a", "none")
    lookup_none  = lookup(local.ids, "c", "none")
    values       = values(local.ids)
    keys         = keys(local.ids)
    merged       = merge(local.ids, { c = "known", a = aws_vpc.v["b"].id })
    merged_a     = merge({ a = "x" }, local.ids).a
    merged_null  = merge(local.ids, null)
    for_map      = { for k, v in local.networks : upper(k) => aws_vpc.v[k].id if try(v.public, false) }
    grouped      = { for k, v in local.networks : tostring(try(v.public, false)) => aws_vpc.v[k].id... }
    transposed   = transpose({ x = ["1", "2"], y = ["2"] })
    try          = try(local.networks.b.public, aws_vpc.v["b"].id)
    can          = [for k, v in local.networks : can(v.public)]
    one          = one([for k, v in aws_vpc.v : v.id if k == "b"])
    tolist       = tolist([for v in aws_vpc.v : v.id])
    splat        = values(aws_vpc.v)[*].id
    attribute    = { for k, v in aws_vpc.v : k => v.tags.Name }
    length       = length(local.ids)
    nested       = { for k, v in aws_vpc.v : k => { id = v.id, cidr = v.cidr_block } }
    nested_a     = { for k, v in aws_vpc.v : k => { id = v.id } }["a"]["id"]
    contains     = contains(keys(aws_vpc.v), "a") ? aws_vpc.v["a"].id : "none"
    optional     = lookup(local.networks["b"], "public", null) == null ? aws_vpc.v["b"].id : "none"
  }
}
